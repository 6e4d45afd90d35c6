//! What the server that received a test found of it (`Authentication-Results`, RFC 8601).

/// The verdict on one of the methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was checked and is right.
    Pass,
    /// It was checked and is not.
    Fail,
    /// There was nothing to check, or it could not be checked.
    None,
}

/// The verdicts of a receiver; `None`: it says nothing of the method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// Whether the server may send for the domain.
    pub spf: Option<Verdict>,
    /// Whether a signature is right.
    pub dkim: Option<Verdict>,
    /// Whether one of the two is of the sender's own domain.
    pub dmarc: Option<Verdict>,
}

/// Reads the head of a message, or what somebody copied out of it. Of several headers the first counts, which the last server on the
/// way wrote: the others may be anybody's. `None` where there is none.
pub fn results(head: &str) -> Option<Results> {
    let unfolded = head
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    let value = unfolded.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("authentication-results")
            .then(|| without_comments(value))
    })?;
    let mut found = Results::default();
    // The name of the server comes first.
    for clause in value.split(';').skip(1) {
        let Some((method, result)) = clause.split_once('=') else {
            continue;
        };
        let result = result
            .split_whitespace()
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        let verdict = match result.as_str() {
            "pass" => Verdict::Pass,
            "fail" | "softfail" | "permerror" | "policy" => Verdict::Fail,
            _ => Verdict::None,
        };
        let method = method.trim().split('/').next().unwrap_or("").to_ascii_lowercase();
        match method.as_str() {
            "spf" => keep(&mut found.spf, verdict),
            // One right signature suffices.
            "dkim" => keep(&mut found.dkim, verdict),
            "dmarc" => keep(&mut found.dmarc, verdict),
            _ => {}
        }
    }
    Some(found)
}

fn keep(kept: &mut Option<Verdict>, verdict: Verdict) {
    if *kept != Some(Verdict::Pass) {
        *kept = Some(verdict);
    }
}

/// Comments stand in parentheses, which may hold others.
fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_header_counts_and_comments_do_not() {
        let head = "Received: x\r\nAuthentication-Results: mx.example.fr;\r\n\tdkim=fail (bad; dkim=pass) header.d=other.fr;\r\n \
            dkim=pass header.d=cabinet.fr;\r\n spf=softfail smtp.mailfrom=cabinet.fr; dmarc=pass (p=NONE)\r\n\
            Authentication-Results: evil.example; spf=pass\r\n";
        let found = results(head).unwrap();
        assert_eq!(
            found,
            Results {
                spf: Some(Verdict::Fail),
                dkim: Some(Verdict::Pass),
                dmarc: Some(Verdict::Pass),
            }
        );
    }

    #[test]
    fn what_says_nothing_says_nothing() {
        assert_eq!(results("Subject: bonjour\r\n"), None);
        assert_eq!(
            results("Authentication-Results: mx; none"),
            Some(Results::default())
        );
        let none = results("authentication-results: mx/1; spf=temperror; dkim=none").unwrap();
        assert_eq!((none.spf, none.dkim), (Some(Verdict::None), Some(Verdict::None)));
    }
}
