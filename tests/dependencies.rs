//! The crates that the project depends on keep to the policy of `deny.toml`, which is read here as `cargo deny` reads it.
//!
//! Names and sources are those of `Cargo.lock`, for every platform. Licences are those of the crates that this platform needs,
//! because no others are on the disk after a build; `UNSPIN_POLICY=every-platform`, after `cargo fetch`, checks them all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use toml::Table;

fn read(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap().parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The strings of an array of the policy, such as `licenses.allow`.
fn strings<'p>(policy: &'p Table, section: &str, key: &str) -> Vec<&'p str> {
    let list = policy[section][key].as_array().unwrap_or_else(|| panic!("{section}.{key} is a list"));
    list.iter().map(|item| item.as_str().expect("a list of strings")).collect()
}

/// A package of `Cargo.lock`.
struct Locked {
    name: String,
    source: Option<String>,
    dependencies: Vec<String>,
}

fn locked() -> Vec<Locked> {
    let lock = read("Cargo.lock");
    let text = |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let packages = lock["package"].as_array().unwrap().iter().map(|package| Locked {
        name: text(package, "name").unwrap(),
        source: text(package, "source"),
        dependencies: package
            .get("dependencies")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
            // An entry is a name, followed by a version where the name is not unique.
            .map(|entry| entry.as_str().unwrap().split(' ').next().unwrap().to_owned())
            .collect(),
    });
    packages.collect()
}

#[test]
fn no_banned_crate_is_used() {
    let (policy, packages) = (read("deny.toml"), locked());
    let bans = policy["bans"]["deny"].as_array().unwrap();
    assert!(bans.len() >= 10, "the bans are read: {bans:?}");
    for ban in bans {
        let (name, reason) = (ban["crate"].as_str().unwrap(), ban["reason"].as_str().unwrap());
        // A crate with wrappers is accepted below these and nowhere else.
        let wrappers = ban.get("wrappers").and_then(toml::Value::as_array).into_iter().flatten();
        let wrappers: Vec<&str> = wrappers.map(|wrapper| wrapper.as_str().unwrap()).collect();
        if wrappers.is_empty() {
            assert!(packages.iter().all(|package| package.name != name), "{name} is banned: {reason}");
        }
        for user in packages.iter().filter(|package| package.dependencies.iter().any(|other| other == name)) {
            assert!(wrappers.contains(&user.name.as_str()), "{} uses {name}, which is banned: {reason}", user.name);
        }
    }
}

#[test]
fn every_crate_comes_from_a_registry_of_the_policy() {
    let (policy, packages) = (read("deny.toml"), locked());
    for rule in ["unknown-registry", "unknown-git"] {
        assert_eq!(policy["sources"][rule].as_str(), Some("deny"), "{rule}");
    }
    let registries = strings(&policy, "sources", "allow-registry");
    assert!(strings(&policy, "sources", "allow-git").is_empty());
    assert!(packages.len() > 100, "the crates are read: {}", packages.len());
    for package in packages.iter().filter(|package| package.name != env!("CARGO_PKG_NAME")) {
        let registry = package.source.as_deref().and_then(|source| source.strip_prefix("registry+"));
        assert!(
            registry.is_some_and(|it| registries.contains(&it)),
            "{} comes from {:?}",
            package.name,
            package.source
        );
    }
}

/// Whether a licence expression holds when exactly the licences of `allowed` are accepted. A slash is the old form of `OR`.
///
/// `AND` binds more tightly than `OR`, and `WITH` joins a licence with an exception. An exception only grants more, so a licence
/// that is accepted is accepted with any.
fn accepted(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let holds = any(&mut words, allowed);
    assert!(words.next().is_none(), "a licence expression that is not understood: {expression}");
    holds
}

type Words<'e> = std::iter::Peekable<std::str::SplitWhitespace<'e>>;

fn any(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut holds = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        holds |= all(words, allowed);
    }
    holds
}

fn all(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut holds = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        holds &= one(words, allowed);
    }
    holds
}

fn one(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let word = words.next().expect("a licence");
    if word == "(" {
        let holds = any(words, allowed);
        assert_eq!(words.next(), Some(")"));
        return holds;
    }
    if words.next_if_eq(&"WITH").is_some() {
        words.next().expect("an exception");
    }
    allowed.contains(&word)
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"];
    for expression in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "(GPL-3.0 OR MIT) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
        "GPL-3.0 AND BSL-1.0 OR MIT",
    ] {
        assert!(accepted(expression, &allowed), "{expression}");
    }
    for expression in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND MPL-2.0", "GPL-3.0 WITH X OR BSL-1.0"] {
        assert!(!accepted(expression, &allowed), "{expression}");
    }
}

#[test]
fn every_licence_is_one_of_the_policy() {
    let policy = read("deny.toml");
    let allowed = strings(&policy, "licenses", "allow");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    if std::env::var_os("UNSPIN_POLICY").is_some_and(|what| what == "every-platform") {
        cargo.arg("--all-features");
    } else {
        cargo.args(["--filter-platform", "host-tuple"]);
    }
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "the crates are read: {}", packages.len());
    let refused: BTreeMap<&str, &Value> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| accepted(licence, &allowed)))
        .map(|package| (package["name"].as_str().unwrap(), &package["license"]))
        .collect();
    assert!(refused.is_empty(), "licences that deny.toml does not allow: {refused:#?}");
}
