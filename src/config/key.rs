//! The table of every key: what the template prints, the environment may override and the reader accepts.

/// One key of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Section, e.g. `server`.
    pub section: &'static str,
    /// Name inside the section, e.g. `listen`.
    pub name: &'static str,
    /// Default as TOML, or an example when there is no default.
    pub example: &'static str,
    /// Whether `example` is the default that applies when the key is absent.
    pub is_default: bool,
}

impl Key {
    /// Environment variable that overrides the key, e.g. `GRAPPE_SERVER_LISTEN`.
    pub fn variable(&self) -> String {
        format!("GRAPPE_{}_{}", self.section, self.name).to_ascii_uppercase()
    }

    /// Key of its description in the locale files, e.g. `config-server-listen`.
    pub fn description(&self) -> String {
        format!("config-{}-{}", self.section, self.name.replace('_', "-"))
    }
}

const fn with_default(section: &'static str, name: &'static str, example: &'static str) -> Key {
    Key {
        section,
        name,
        example,
        is_default: true,
    }
}

const fn without_default(section: &'static str, name: &'static str, example: &'static str) -> Key {
    Key {
        section,
        name,
        example,
        is_default: false,
    }
}

/// Every key, in the order of the template.
pub const KEYS: &[Key] = &[
    with_default("practice", "data", "\"/var/lib/grappe\""),
    with_default("server", "listen", "\"127.0.0.1:8080\""),
    without_default("server", "public_url", "\"https://rdv.example.org\""),
    with_default("server", "hosts", "[]"),
    with_default("server", "prefix", "\"/\""),
    with_default("server", "strict_transport", "false"),
    with_default("server", "trusted_proxies", "[]"),
    with_default("server", "max_connections", "512"),
    with_default("server", "max_connections_per_address", "32"),
    without_default("tls", "listen", "\"[::]:443\""),
    without_default("tls", "acme", "\"letsencrypt\""),
    with_default("tls", "accept_terms", "false"),
    without_default("tls", "contact", "\"cabinet@example.org\""),
    with_default("tls", "names", "[]"),
    without_default("tls", "certificate", "\"/etc/grappe/certificate.pem\""),
    without_default("tls", "key", "\"/etc/grappe/key.pem\""),
    without_default("tls", "authority", "\"/etc/grappe/authority.pem\""),
    without_default("smtp", "host", "\"smtp.example.org\""),
    with_default("smtp", "port", "587"),
    with_default("smtp", "tls", "\"starttls\""),
    without_default("smtp", "user", "\"cabinet@example.org\""),
    without_default("smtp", "password", "\"…\""),
    without_default("smtp", "password_file", "\"/etc/grappe/smtp-password\""),
    without_default("smtp", "from", "\"rdv@example.org\""),
    without_default("radicale", "folder", "\"/var/lib/radicale\""),
    with_default("radicale", "address", "\"127.0.0.1:5232\""),
    with_default("update", "enabled", "true"),
    without_default("update", "url", "\"https://example.org/grappe/manifest.json\""),
    without_default("update", "public_key", "\"RWQ…\""),
    with_default("clock", "require_network_time", "false"),
    with_default("log", "filter", "\"info\""),
    with_default("limits", "import_megabytes", "50"),
    with_default("limits", "token_requests_per_second", "50000"),
    with_default("limits", "code_mails_per_day", "300"),
];
