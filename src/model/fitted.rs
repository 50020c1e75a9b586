//! Fitted models: the files of `models/`, each with one weight for each of its features.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use super::features::{CandidateFeatures, DocumentFeatures, Feature, LineFeatures, PlaceFeatures};

/// A fitted model. It is a weighted sum of features, in log odds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Whether a candidate is right that the thesaurus or a lexicon explains.
    RepairExplained,
    /// Whether a candidate is right that nothing explains.
    RepairUnexplained,
    /// Whether a document is spun.
    DocumentSpun,
    /// Whether an undecided candidate is right in a document that is proven spun.
    RepairSecondPass,
    /// Whether a line is body, from its own features.
    LinesOwn,
    /// Whether a line is body, from its own features and those of its place.
    LinesPlace,
}

impl Model {
    /// All models.
    pub const ALL: [Model; 6] = [
        Model::RepairExplained,
        Model::RepairUnexplained,
        Model::DocumentSpun,
        Model::RepairSecondPass,
        Model::LinesOwn,
        Model::LinesPlace,
    ];

    /// The name, which is that of the file in `models/` without `.json`.
    pub fn name(self) -> &'static str {
        match self {
            Model::RepairExplained => "repair_explained",
            Model::RepairUnexplained => "repair_unexplained",
            Model::DocumentSpun => "document_spun",
            Model::RepairSecondPass => "repair_second_pass",
            Model::LinesOwn => "lines_own",
            Model::LinesPlace => "lines_place",
        }
    }

    /// What a probability of the model is a probability of, as the end of "the probability that".
    pub fn question(self) -> &'static str {
        match self {
            Model::RepairExplained => {
                "a repair is right, where spinners are known to write the old words for the new ones"
            }
            Model::RepairUnexplained => "a repair is right, where nothing explains it",
            Model::DocumentSpun => "a document is spun",
            Model::RepairSecondPass => "an undecided repair is right in a document that is proven spun",
            Model::LinesOwn => "a line is body, by its own features",
            Model::LinesPlace => "a line is body, by its own features and those of its place",
        }
    }

    /// The file that is compiled in.
    fn json(self) -> &'static str {
        match self {
            Model::RepairExplained => include_str!("../../models/repair_explained.json"),
            Model::RepairUnexplained => include_str!("../../models/repair_unexplained.json"),
            Model::DocumentSpun => include_str!("../../models/document_spun.json"),
            Model::RepairSecondPass => include_str!("../../models/repair_second_pass.json"),
            Model::LinesOwn => include_str!("../../models/lines_own.json"),
            Model::LinesPlace => include_str!("../../models/lines_place.json"),
        }
    }

    /// The features among which the model chooses, in the order in which their values are given to
    /// [`Weights::sum`].
    fn inputs(self) -> Vec<&'static Feature> {
        let lists: &[&'static [Feature]] = match self {
            Model::RepairExplained | Model::RepairUnexplained => &[CandidateFeatures::FEATURES],
            Model::DocumentSpun => &[DocumentFeatures::FEATURES],
            Model::RepairSecondPass => &[CandidateFeatures::FEATURES, DocumentFeatures::FEATURES],
            Model::LinesOwn => &[LineFeatures::FEATURES],
            Model::LinesPlace => &[LineFeatures::FEATURES, PlaceFeatures::FEATURES],
        };
        lists.iter().copied().flatten().collect()
    }

    /// The features that it weighs, in the order of their declaration.
    pub fn features(self) -> Vec<&'static Feature> {
        self.inputs().into_iter().filter(|feature| feature.models.contains(&self)).collect()
    }

    /// The file of the model that is compiled in, read.
    ///
    /// # Panics
    /// If the file does not fit the declared features. A test reads all of them.
    pub fn file(self) -> ModelFile {
        self.read(self.json()).unwrap_or_else(|error| panic!("models/{}.json: {error}", self.name()))
    }

    /// Reads a file of the model and checks it.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn read(self, json: &str) -> Result<ModelFile, ModelError> {
        let file: ModelFile = serde_json::from_str(json)?;
        if file.model != self.name() {
            return Err(ModelError::OtherModel { expected: self.name(), found: file.model });
        }
        if !file.bias.is_finite() {
            return Err(ModelError::NotFinite("bias".to_owned()));
        }
        let features = self.features();
        for (at, (name, weight)) in file.weights.0.iter().enumerate() {
            if features.iter().all(|feature| feature.name != name) {
                return Err(ModelError::NoFeature(name.clone()));
            }
            if file.weights.0[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(ModelError::Twice(name.clone()));
            }
            if !weight.is_finite() {
                return Err(ModelError::NotFinite(name.clone()));
            }
        }
        let weighed = |name| file.weights.0.iter().any(|(other, _)| other == name);
        if let Some(feature) = features.iter().find(|feature| !weighed(feature.name)) {
            return Err(ModelError::NoWeight(feature.name));
        }
        if let Some(name) = file.fitted.by_hand.iter().find(|name| !weighed(name)) {
            return Err(ModelError::NoFeature(name.clone()));
        }
        Ok(file)
    }

    /// The weights that are compiled in.
    pub(crate) fn weights(self) -> Weights {
        self.weights_of(&self.file())
    }

    /// The weights of a file of the model.
    pub(crate) fn weights_of(self, file: &ModelFile) -> Weights {
        let inputs = self.inputs();
        let place = |name: &str| inputs.iter().position(|feature| feature.name == name);
        let terms = file.weights.0.iter().filter_map(|(name, weight)| Some((place(name)?, *weight))).collect();
        Weights { bias: file.bias, terms }
    }
}

/// Why a file is not a model.
#[derive(Debug)]
pub enum ModelError {
    /// It is not JSON, or a field is missing, unknown or of another type.
    Format(serde_json::Error),
    /// It is the file of another model.
    OtherModel {
        /// The name of the model that is wanted.
        expected: &'static str,
        /// The name in the file.
        found: String,
    },
    /// A feature of the model has no weight.
    NoWeight(&'static str),
    /// A weight belongs to no feature of the model.
    NoFeature(String),
    /// A name has two weights.
    Twice(String),
    /// A weight is too large for a number of single precision.
    NotFinite(String),
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ModelError::Format(why) => write!(f, "cannot be read: {why}"),
            ModelError::OtherModel { expected, found } => {
                write!(f, "this file is the model {found:?}, but {expected:?} is needed")
            }
            ModelError::NoWeight(name) => write!(f, "the feature {name:?} has no weight: fit the model again"),
            ModelError::NoFeature(name) => {
                write!(f, "the weight {name:?} belongs to no feature of the model: fit the model again")
            }
            ModelError::Twice(name) => write!(f, "the feature {name:?} has two weights"),
            ModelError::NotFinite(name) => write!(f, "the weight of {name:?} is not finite"),
        }
    }
}

impl std::error::Error for ModelError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ModelError::Format(why) => Some(why),
            _ => None,
        }
    }
}

impl From<serde_json::Error> for ModelError {
    fn from(why: serde_json::Error) -> Self {
        ModelError::Format(why)
    }
}

/// The weights of a model, to be multiplied with the values of its features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    bias: f32,
    /// Places among the values and their weights, in the order of the file.
    terms: Vec<(usize, f32)>,
}

impl Weights {
    /// The bias plus the weighted values, in log odds. The terms are added in the order of the
    /// file, so that a sum has the same bits on every machine.
    pub(crate) fn sum(&self, values: &[f32]) -> f32 {
        self.terms.iter().fold(self.bias, |sum, &(at, weight)| sum + weight * values[at])
    }

    /// The probability: the logistic function of the sum.
    pub(crate) fn probability(&self, values: &[f32]) -> f64 {
        1.0 / (1.0 + (-f64::from(self.sum(values))).exp())
    }

    /// The weights of the first `count` values with the bias, and those of the other values without
    /// one.
    pub(crate) fn split(self, count: usize) -> (Weights, Weights) {
        let (first, rest): (Vec<_>, Vec<_>) = self.terms.into_iter().partition(|(at, _)| *at < count);
        let rest = rest.into_iter().map(|(at, weight)| (at - count, weight)).collect();
        (Weights { bias: self.bias, terms: first }, Weights { bias: 0.0, terms: rest })
    }
}

/// A file of `models/`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// The name of the model.
    pub model: String,
    /// Where the weights come from.
    pub fitted: Fitted,
    /// The sum where all features are 0, in log odds.
    bias: f32,
    /// A weight for each feature.
    weights: Ordered,
}

/// Where the weights of a model come from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitted {
    /// The script with its arguments.
    pub by: String,
    /// The sets.
    pub on: String,
    /// The day of the fit: year, month, day.
    pub date: String,
    /// What was measured of it, by name.
    pub figures: serde_json::Map<String, serde_json::Value>,
    /// The features whose weights were chosen by hand: another fit keeps them.
    #[serde(default)]
    pub by_hand: Vec<String>,
}

/// The entries of a JSON object in their order, repeated names included.
#[derive(Debug, Clone, PartialEq)]
struct Ordered(Vec<(String, f32)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Ordered;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with a weight for each feature")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                if entries.is_empty() { Err(A::Error::custom("no weights")) } else { Ok(Ordered(entries)) }
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The compiled-in file of a model, changed.
    fn changed(model: Model, change: impl Fn(&mut Value)) -> String {
        let mut file: Value = serde_json::from_str(model.json()).unwrap();
        change(&mut file);
        file.to_string()
    }

    fn complaint(model: Model, json: &str) -> String {
        model.read(json).expect_err("the file is wrong").to_string()
    }

    #[test]
    fn each_file_has_a_weight_for_each_feature_and_says_where_it_comes_from() {
        for model in Model::ALL {
            let Fitted { by, on, date, figures, .. } = model.file().fitted;
            assert!(by.starts_with("scripts/fit_"), "{}: {by}", model.name());
            assert!(!on.is_empty() && !figures.is_empty(), "{}", model.name());
            assert_eq!(date.len(), "2026-11-23".len(), "{}: {date}", model.name());
            assert_eq!(model.weights().terms.len(), model.features().len(), "{}", model.name());
        }
    }

    #[test]
    fn a_feature_without_a_weight_is_refused() {
        let json = changed(Model::DocumentSpun, |file| {
            file["weights"].as_object_mut().unwrap().shift_remove("doc_lean");
        });
        assert_eq!(
            complaint(Model::DocumentSpun, &json),
            "the feature \"doc_lean\" has no weight: fit the model again"
        );
    }

    #[test]
    fn a_weight_without_a_feature_is_refused() {
        let json = changed(Model::RepairExplained, |file| file["weights"]["colour"] = json!(0.5));
        assert_eq!(
            complaint(Model::RepairExplained, &json),
            "the weight \"colour\" belongs to no feature of the model: fit the model again"
        );
        // A feature that is declared, but not for this model.
        let json = changed(Model::RepairUnexplained, |file| file["weights"]["odds"] = json!(0.5));
        assert!(complaint(Model::RepairUnexplained, &json).contains("\"odds\" belongs to no feature"));
        let json = changed(Model::DocumentSpun, |file| file["fitted"]["by_hand"] = json!(["doc_colour"]));
        assert!(complaint(Model::DocumentSpun, &json).contains("\"doc_colour\" belongs to no feature"));
    }

    #[test]
    fn a_feature_with_two_weights_is_refused() {
        let json = Model::LinesOwn.json().replacen("\"weights\": {", "\"weights\": {\"prompt\": 1.0,", 1);
        assert_eq!(complaint(Model::LinesOwn, &json), "the feature \"prompt\" has two weights");
    }

    #[test]
    fn a_weight_that_single_precision_cannot_hold_is_refused() {
        let json = changed(Model::LinesOwn, |file| file["weights"]["prompt"] = json!(1e300));
        assert!(
            complaint(Model::LinesOwn, &json).contains("prompt") || complaint(Model::LinesOwn, &json).contains("range")
        );
    }

    #[test]
    fn a_file_of_another_model_and_a_file_without_a_field_are_refused() {
        assert_eq!(
            complaint(Model::LinesPlace, Model::LinesOwn.json()),
            "this file is the model \"lines_own\", but \"lines_place\" is needed"
        );
        for field in ["model", "fitted", "bias", "weights"] {
            let json = changed(Model::LinesOwn, |file| {
                file.as_object_mut().unwrap().shift_remove(field);
            });
            assert!(complaint(Model::LinesOwn, &json).contains(&format!("missing field `{field}`")), "{field}");
        }
        for field in ["by", "on", "date", "figures"] {
            let json = changed(Model::LinesOwn, |file| {
                file["fitted"].as_object_mut().unwrap().shift_remove(field);
            });
            assert!(complaint(Model::LinesOwn, &json).contains(&format!("missing field `{field}`")), "{field}");
        }
        let json = changed(Model::LinesOwn, |file| file["intercept"] = json!(0.5));
        assert!(complaint(Model::LinesOwn, &json).contains("unknown field `intercept`"));
    }

    #[test]
    fn a_sum_adds_its_terms_in_the_order_of_the_file() {
        let weights = Weights { bias: 1.0, terms: vec![(2, 1e8), (0, -1e8), (1, 0.5)] };
        assert_eq!(weights.sum(&[1.0, 1.0, 1.0]), 0.5, "1 + 1e8 - 1e8 + 0.5 in single precision");
        let (first, rest) = weights.split(2);
        assert_eq!((first.sum(&[1.0, 1.0]), rest.sum(&[1.0])), (-1e8 + 0.5 + 1.0, 1e8));
    }

    #[test]
    fn weights_have_the_bits_of_the_decimal_numbers_in_the_file() {
        let weights = Model::RepairExplained.weights();
        assert_eq!((weights.bias.to_bits(), weights.terms[0]), ((-1.750_f32).to_bits(), (0, 1.077_f32)));
    }
}
