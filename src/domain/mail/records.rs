//! What the DNS of the sender's domain says to those who receive mail from it, and what is to be added (SPF, DKIM, DMARC).

/// Mail services whose record is known: a part of the server's name, and what the domain's SPF record must include. From their own
/// pages of help.
const SERVICES: [(&str, &str); 6] = [
    ("google.com", "_spf.google.com"),
    ("gmail.com", "_spf.google.com"),
    ("office365.com", "spf.protection.outlook.com"),
    ("ovh.net", "mx.ovh.com"),
    ("gandi.net", "_mailcust.gandi.net"),
    ("infomaniak.com", "spf.infomaniak.ch"),
];
/// Domains of mailboxes, whose DNS is nobody's but the provider's.
const MAILBOXES: [&str; 16] = [
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "neuf.fr",
    "laposte.net",
    "bbox.fr",
    "outlook.com",
    "outlook.fr",
    "hotmail.com",
    "hotmail.fr",
    "yahoo.fr",
    "yahoo.com",
    "icloud.com",
    "numericable.fr",
];

/// What was found in the DNS; each as its text records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Of the domain itself.
    pub domain: Vec<String>,
    /// Of our key's name; `None`: we have no key.
    pub dkim: Option<Vec<String>>,
    /// Of `_dmarc`.
    pub dmarc: Vec<String>,
}

/// How one of the three stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As it should be.
    Good,
    /// It is there and could be better.
    Weak,
    /// Something is to be done.
    Bad,
    /// It cannot be told from here.
    Open,
}

/// What one record is worth: the words are `mail-dns-{key}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it stands.
    pub standing: Standing,
    /// Which words say so.
    pub key: &'static str,
    /// What is to be put into the DNS: name and text.
    pub add: Option<(String, String)>,
}

/// The three findings, in this order: who may send, the signature, what receivers do without.
pub fn judge(
    domain: &str,
    server: &str,
    own_key: Option<&(String, String)>,
    found: &Records,
) -> Vec<Finding> {
    if MAILBOXES.contains(&domain) {
        return vec![Finding {
            standing: Standing::Open,
            key: "mailbox",
            add: None,
        }];
    }
    let mut findings = vec![spf(domain, server, &found.domain)];
    findings.push(match (own_key, &found.dkim) {
        (Some((name, record)), Some(texts)) => dkim(name, record, texts),
        _ => Finding {
            standing: Standing::Open,
            key: "dkim-provider",
            add: None,
        },
    });
    findings.push(dmarc(domain, &found.dmarc));
    findings
}

fn finding(standing: Standing, key: &'static str, add: Option<(String, String)>) -> Finding {
    Finding { standing, key, add }
}

/// RFC 7208.
fn spf(domain: &str, server: &str, texts: &[String]) -> Finding {
    let is_spf = |text: &&String| {
        let text = text.to_ascii_lowercase();
        text == "v=spf1" || text.starts_with("v=spf1 ")
    };
    let records: Vec<&String> = texts.iter().filter(is_spf).collect();
    let service = SERVICES.iter().find(|(name, _)| {
        let above = server.strip_suffix(name);
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    });
    let proposed = service.map(|(_, include)| {
        let record = format!("v=spf1 include:{include} ~all");
        (domain.to_owned(), record)
    });
    let [record] = records.as_slice() else {
        return if records.is_empty() {
            finding(Standing::Bad, "spf-missing", proposed)
        } else {
            finding(Standing::Bad, "spf-twice", None)
        };
    };
    let terms: Vec<String> = record.split_whitespace().map(str::to_ascii_lowercase).collect();
    if terms.iter().any(|term| matches!(term.as_str(), "+all" | "all")) {
        return finding(Standing::Bad, "spf-everybody", None);
    }
    match service {
        // What an address or another name includes cannot be told without asking on.
        None => finding(Standing::Good, "spf-there", None),
        Some((_, include)) if terms.iter().any(|term| term == &format!("include:{include}")) => {
            finding(Standing::Good, "spf-good", None)
        }
        Some((_, include)) => {
            let mut added: Vec<&str> = record.split_whitespace().collect();
            let term = format!("include:{include}");
            added.insert(1, &term);
            finding(
                Standing::Weak,
                "spf-lacks",
                Some((domain.to_owned(), added.join(" "))),
            )
        }
    }
}

/// The value of a tag in a list of `tag=value;` (RFC 6376 §3.2), without blanks.
fn tag(record: &str, name: &str) -> Option<String> {
    record.split(';').find_map(|pair| {
        let (found, value) = pair.split_once('=')?;
        (found.trim() == name).then(|| value.split_whitespace().collect())
    })
}

/// RFC 6376 §3.6.1.
fn dkim(name: &str, record: &str, texts: &[String]) -> Finding {
    let add = Some((name.to_owned(), record.to_owned()));
    if texts.is_empty() {
        return finding(Standing::Bad, "dkim-missing", add);
    }
    let is_ours = |text: &String| tag(text, "p") == tag(record, "p");
    if texts.iter().any(is_ours) {
        finding(Standing::Good, "dkim-good", None)
    } else {
        finding(Standing::Bad, "dkim-other", add)
    }
}

/// RFC 7489 §6.3.
fn dmarc(domain: &str, texts: &[String]) -> Finding {
    let records: Vec<&String> = texts
        .iter()
        .filter(|text| tag(text, "v").is_some_and(|version| version.eq_ignore_ascii_case("DMARC1")))
        .collect();
    let name = format!("_dmarc.{domain}");
    match records.as_slice() {
        [] => finding(
            Standing::Bad,
            "dmarc-missing",
            Some((name, "v=DMARC1; p=none".to_owned())),
        ),
        [record] => match tag(record, "p").as_deref() {
            Some("quarantine" | "reject") => finding(Standing::Good, "dmarc-good", None),
            Some("none") => finding(Standing::Good, "dmarc-none", None),
            _ => finding(
                Standing::Bad,
                "dmarc-broken",
                Some((name, "v=DMARC1; p=none".to_owned())),
            ),
        },
        _ => finding(Standing::Bad, "dmarc-twice", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOMAIN: &str = "cabinet.fr";

    fn of(domain: &[&str], dkim: &[&str], dmarc: &[&str]) -> Vec<(Standing, &'static str, Option<String>)> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let records = Records {
            domain: owned(domain),
            dkim: Some(owned(dkim)),
            dmarc: owned(dmarc),
        };
        let key = (
            "k._domainkey.cabinet.fr".to_owned(),
            "v=DKIM1; k=rsa; p=AAAA".to_owned(),
        );
        judge(DOMAIN, "ssl0.ovh.net", Some(&key), &records)
            .into_iter()
            .map(|finding| (finding.standing, finding.key, finding.add.map(|(_, text)| text)))
            .collect()
    }

    #[test]
    fn what_is_missing_is_said_with_what_to_add() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            of(&["google-site-verification=x"], &[], &[]),
            [
                (
                    Standing::Bad,
                    "spf-missing",
                    text("v=spf1 include:mx.ovh.com ~all")
                ),
                (Standing::Bad, "dkim-missing", text("v=DKIM1; k=rsa; p=AAAA")),
                (Standing::Bad, "dmarc-missing", text("v=DMARC1; p=none")),
            ]
        );
    }

    #[test]
    fn what_is_good_is_good_and_what_is_wrong_is_named() {
        let keys = |found: Vec<(Standing, &'static str, Option<String>)>| -> Vec<&str> {
            found.into_iter().map(|(_, key, _)| key).collect()
        };
        let good = of(
            &["v=spf1 include:mx.ovh.com -all"],
            &["k=rsa; p=AA AA;"],
            &["v=DMARC1;p=reject"],
        );
        assert!(
            good.iter()
                .all(|(standing, _, add)| *standing == Standing::Good && add.is_none())
        );
        let weak = of(&["v=spf1 a mx ~all"], &["p=BBBB"], &["v=DMARC1; p=maybe"]);
        assert_eq!(weak[0].2.as_deref(), Some("v=spf1 include:mx.ovh.com a mx ~all"));
        assert_eq!(keys(weak), ["spf-lacks", "dkim-other", "dmarc-broken"]);
        let wrong = of(
            &["v=spf1 +all"],
            &["p=AAAA"],
            &["v=DMARC1; p=none", "v=DMARC1; p=none"],
        );
        assert_eq!(keys(wrong), ["spf-everybody", "dkim-good", "dmarc-twice"]);
        let twice = of(
            &["v=spf1 -all", "V=SPF1 ~all"],
            &["p=AAAA"],
            &["v=DMARC1; p=none"],
        );
        assert_eq!(keys(twice), ["spf-twice", "dkim-good", "dmarc-none"]);
    }

    #[test]
    fn of_a_mailbox_nothing_is_asked_and_without_a_key_none_is_missed() {
        let keys = |domain: &str| -> Vec<&str> {
            let found = judge(domain, "smtp.gmail.com", None, &Records::default());
            found.iter().map(|finding| finding.key).collect()
        };
        assert_eq!(keys("gmail.com"), ["mailbox"]);
        assert_eq!(
            keys("cabinet.fr"),
            ["spf-missing", "dkim-provider", "dmarc-missing"]
        );
    }
}
