//! Who may name whom.

use super::source::Source;

/// The side-by-side modules that speak with the outside world; blind to each other.
const ADAPTORS: [&str; 8] = [
    "bridge",
    "certificates",
    "messages",
    "updates",
    "health",
    "backup",
    "cluster",
    "platforms",
];
const BESIDE_ALL: [&str; 3] = ["config", "i18n", "sys"];

/// What a module may name; `None`: everything (the wiring at the top).
fn below(module: &str) -> Option<Vec<&'static str>> {
    let named = match module {
        "domain" => vec![],
        "config" | "i18n" | "sys" => vec!["domain", "config", "i18n", "sys"],
        "store" => vec!["domain", "config", "sys"],
        "app" => vec!["domain", "store", "config", "sys"],
        "demo" => vec!["domain", "store", "app", "sys"],
        "web" => [&["domain", "store", "app"][..], &ADAPTORS, &BESIDE_ALL].concat(),
        adaptor if ADAPTORS.contains(&adaptor) => [&["domain", "store", "app"][..], &BESIDE_ALL].concat(),
        "daemon" => [&["domain", "store", "app", "web"][..], &ADAPTORS, &BESIDE_ALL].concat(),
        _ => return None,
    };
    Some(named)
}

/// Layers: only downwards; adaptors are blind to each other; the public and the administration faces too.
pub(super) fn forbidden_layers(source: &Source) -> Vec<String> {
    let module = source.module();
    let Some(own) = module.first() else {
        return Vec::new();
    };
    let Some(allowed) = below(own) else {
        return Vec::new();
    };
    let face = |module: &[String]| match module {
        [web, face, ..] if web == "web" && (face == "public" || face == "admin") => Some(face.clone()),
        _ => None,
    };
    let mut faults = Vec::new();
    for path in source
        .paths
        .iter()
        .filter(|path| path[0] == "crate" && path.len() > 1)
    {
        let target = &path[1];
        if target.starts_with(char::is_lowercase) && target != own && !allowed.contains(&target.as_str()) {
            faults.push(format!("{own} may not name {}", path.join("::")));
        }
        if let (Some(here), Some(there)) = (face(&module), face(&path[1..]))
            && here != there
        {
            faults.push(format!("the {here} face may not name {}", path.join("::")));
        }
    }
    faults
}

/// Packages that one place owns.
const OWNED: [(&str, &[&str]); 33] = [
    ("rusqlite", &["store", "cluster"]),
    ("bcrypt", &["sys"]),
    ("axum", &["web"]),
    ("axum_extra", &["web"]),
    ("hyper", &["web", "sys", "certificates"]),
    ("hyper_util", &["web", "sys"]),
    ("tower", &["web"]),
    ("tower_http", &["web"]),
    ("askama", &["web", "messages"]),
    ("pdf_writer", &["web"]),
    ("ttf_parser", &["web"]),
    ("rust_embed", &["web", "i18n"]),
    ("lettre", &["messages"]),
    ("listenfd", &["sys"]),
    ("async_imap", &["messages"]),
    ("mail_parser", &["messages"]),
    ("simple_dns", &["messages"]),
    ("crypto_bigint", &["sys"]),
    ("crypto_primes", &["sys"]),
    ("clap", &["cli"]),
    ("fluent_bundle", &["i18n"]),
    ("getrandom", &["sys"]),
    ("md5", &["sys"]),
    ("minisign_verify", &["updates"]),
    ("quick_xml", &["bridge"]),
    ("reqwest", &["sys"]),
    ("instant_acme", &["certificates"]),
    ("rcgen", &["certificates"]),
    ("rustix", &["sys"]),
    ("rustls", &["sys"]),
    ("rustls_platform_verifier", &["sys"]),
    ("tokio_rustls", &["sys"]),
    ("url", &["sys"]),
];
/// What the rules may lean on.
const DOMAIN_PACKAGES: [&str; 4] = ["chrono", "chrono_tz", "serde", "thiserror"];

/// Packages: each in its layer, and hardly any under the domain.
pub(super) fn forbidden_packages(source: &Source, dependencies: &[String]) -> Vec<String> {
    let module = source.module();
    let Some(own) = module.first() else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for path in &source.paths {
        let package = path[0].as_str();
        if let Some((_, owners)) = OWNED.iter().find(|(name, _)| *name == package)
            && !owners.contains(&own.as_str())
        {
            faults.push(format!("{package} lives under {} only", owners.join(" and ")));
        }
        let known = dependencies.iter().any(|name| name == package);
        if own == "domain" && known && !DOMAIN_PACKAGES.contains(&package) {
            faults.push(format!("the domain may not lean on {package}"));
        }
    }
    if own == "domain" && source.words.iter().any(|word| word == "async" || word == "await") {
        faults.push("the domain waits for nothing".to_owned());
    }
    faults
}

/// Calls that one file makes for all others: the clock, the environment, the reading of a wall clock.
const DOORS: [(&[&str], &str); 10] = [
    (&["SystemTime", "now"], "src/sys/clock.rs"),
    (&["Utc", "now"], "src/sys/clock.rs"),
    (&["Instant", "now"], "src/sys/clock.rs"),
    (&["chrono", "Local"], "nowhere"),
    (&["env", "var"], "src/config/"),
    (&["env", "vars"], "src/config/"),
    (&["env", "var_os"], "src/config/"),
    (&["env", "vars_os"], "src/config/"),
    (&["tokio", "spawn"], "src/sys/task.rs"),
    (&["process", "exit"], "nowhere"),
];
/// Methods that turn a wall clock into an instant; the two rules for gaps and folds have names in one file.
const CIVIL_TIME: [&str; 4] = [
    "from_local_datetime",
    "and_local_timezone",
    "offset_from_local_datetime",
    "offset_from_local_date",
];

/// Calls: one door each.
pub(super) fn forbidden_calls(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    // The timer's own clock measures time-outs, and a test can stop it; it tells no time of day.
    let timer = source.names(&["tokio", "time", "Instant"]) && !source.names(&["std", "time", "Instant"]);
    for (ending, door) in DOORS {
        if source.names(ending) && !source.path.starts_with(door) && !(timer && ending[0] == "Instant") {
            faults.push(format!("{} is called in {door} only", ending.join("::")));
        }
    }
    let resolves = CIVIL_TIME
        .iter()
        .find(|name| source.words.iter().any(|word| word == *name));
    if let Some(name) = resolves
        && source.path != "src/domain/time/zone.rs"
    {
        faults.push(format!(
            "{name}: wall clocks are resolved in src/domain/time/zone.rs only"
        ));
    }
    faults
}
