//! What is wrong with a certificate, and what to do about it, for pages, messages and the terminal.

use super::Texts;
use crate::domain::certificate::Finding;

impl Texts {
    /// Two sentences: what was found, and the remedy. `until`: when the certificate ends, in words.
    pub fn certificate(self, finding: Finding, until: &str) -> (String, String) {
        let (key, remedy) = match finding {
            Finding::OtherName => ("https-finding-other-name", "https-do-name".to_owned()),
            Finding::NotBelieved => ("https-finding-not-believed", "https-do-believed".to_owned()),
            Finding::Over => ("https-finding-over", "https-do-renew".to_owned()),
            Finding::EndsSoon => ("https-finding-ends-soon", "https-do-renew".to_owned()),
            Finding::NoneYet(why) => ("https-finding-none-yet", format!("https-do-{}", why.key())),
            Finding::Stuck(why) => ("https-finding-stuck", format!("https-do-{}", why.key())),
        };
        let found = self.with(key, &[("when", until.into())]);
        (found, self.text(&remedy).into_owned())
    }
}
