//! Enums with a name for each variant: the name, serde, `Display`, `FromStr` and the list of
//! variants come from one declaration.

/// A name that no variant of an enum has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// What was looked for: "verdict".
    pub kind: &'static str,
    /// The name that was given.
    pub name: String,
    /// The names that exist, separated by commas.
    pub known: String,
}

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no {} {:?}; known are {}", self.kind, self.name, self.known)
    }
}

impl std::error::Error for UnknownName {}

/// Declares an enum. The first literal says what the enum is, in error messages; the literal after
/// each variant is its name in every file and message.
macro_rules! named_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $Name:ident: $kind:literal {
            $($(#[$variant_meta:meta])* $Variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        $vis enum $Name {
            $($(#[$variant_meta])* #[serde(rename = $name)] $Variant,)+
        }

        impl $Name {
            /// Every variant, in the order of their declaration.
            pub const ALL: [$Name; [$($name),+].len()] = [$($Name::$Variant),+];

            /// The name of the variant in files and messages.
            pub const fn name(self) -> &'static str {
                match self {
                    $($Name::$Variant => $name,)+
                }
            }
        }

        impl ::std::fmt::Display for $Name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl ::std::str::FromStr for $Name {
            type Err = $crate::model::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                $Name::ALL.into_iter().find(|one| one.name() == name).ok_or_else(|| $crate::model::UnknownName {
                    kind: $kind,
                    name: name.to_owned(),
                    known: $Name::ALL.map($Name::name).join(", "),
                })
            }
        }
    };
}
pub(crate) use named_enum;

#[cfg(test)]
mod tests {
    use crate::model::{Damage, Relation, Verdict};

    #[test]
    fn a_name_is_the_same_in_json_in_messages_and_when_parsed() {
        for damage in Damage::ALL {
            assert_eq!(serde_json::to_value(damage).expect("a name is plain data"), damage.name());
            assert_eq!(damage.to_string().parse(), Ok(damage));
        }
        assert_eq!(Relation::NearDuplicate.name(), "near_duplicate");
        assert_eq!(serde_json::from_str::<Relation>("\"near_duplicate\"").ok(), Some(Relation::NearDuplicate));
        let unknown = "yes".parse::<Verdict>().expect_err("no verdict has this name").to_string();
        assert_eq!(unknown, "there is no verdict \"yes\"; known are accepted, pending, rejected");
    }
}
