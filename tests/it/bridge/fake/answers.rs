//! From a request to an answer.

use super::State;
use super::calendar::{Calendar, Missing, OldToken, SignIn, token};
use super::wire::{Answer, Heard};
use grappe::sys::hash::md5_hex;

const HOME: &str = "/dr/";
const NAMESPACES: &str =
    "xmlns=\"DAV:\" xmlns:x=\"urn:ietf:params:xml:ns:caldav\" xmlns:y=\"http://calendarserver.org/ns/\"";

pub(super) fn answer(state: &mut State, asked: &Heard) -> Answer {
    if let Some(refused) = refused(state, asked) {
        return refused;
    }
    let calendar = &mut state.calendar;
    let path = asked.path.split('?').next().unwrap();
    let Some(place) = ["/caldav.php", "/caldav"]
        .iter()
        .find_map(|prefix| path.strip_prefix(prefix))
    else {
        return match path {
            "/.well-known/caldav" => Answer::new(301).with("Location", "/caldav/"),
            _ => Answer::new(404),
        };
    };
    let inside = place.strip_prefix("/dr/agenda/");
    match (asked.method.as_str(), inside) {
        ("PROPFIND", _) => propfind(calendar, place, inside, asked),
        ("MKCALENDAR", _) => Answer::new(405),
        (_, Some(_)) if calendar.is_gone => Answer::new(if asked.method == "PUT" { 409 } else { 404 }),
        ("REPORT", Some("")) => report(calendar, asked),
        ("GET", Some(name)) => get(calendar, &decoded(name)),
        ("PUT", Some(name)) => put(calendar, &decoded(name), asked),
        ("DELETE", Some(name)) => delete(calendar, &decoded(name), asked),
        _ => Answer::new(404),
    }
}

/// 401 where the password is not right.
fn refused(state: &mut State, asked: &Heard) -> Option<Answer> {
    let given = asked.header("authorization");
    match state.calendar.ways.sign_in {
        SignIn::Open => None,
        // dr:secret
        SignIn::Basic if given == "Basic ZHI6c2VjcmV0" => None,
        SignIn::Basic | SignIn::Never => {
            Some(Answer::new(401).with("WWW-Authenticate", "Basic realm=\"x\", charset=\"UTF-8\""))
        }
        SignIn::Digest(uses) => {
            let part = |name: &str| {
                let from = given.split(&format!("{name}=\"")).nth(1)?;
                from.split('"').next().map(ToOwned::to_owned)
            };
            let count = |text: &str| u32::from_str_radix(text.get(..8)?, 16).ok();
            let nth = part("nonce").and_then(|nonce| nonce.parse::<usize>().ok());
            let nc = given.split("nc=").nth(1).and_then(count);
            let mut is_stale = false;
            if let (Some(nth), Some(nc)) = (nth, nc)
                && let Some(used) = state.nonces.get_mut(nth)
                && is_right(asked, &part)
            {
                assert_eq!(nc, *used + 1, "each number counts its requests");
                *used = nc;
                if nc <= uses {
                    return None;
                }
                is_stale = true;
            }
            state.nonces.push(0);
            let nonce = state.nonces.len() - 1;
            let more = if is_stale { ", stale=true" } else { "" };
            let offer = format!("Digest realm=\"SabreDAV\", qop=\"auth\", nonce=\"{nonce}\"{more}");
            Some(
                Answer::new(401)
                    .with("WWW-Authenticate", "Basic realm=\"x\"")
                    .with("WWW-Authenticate", &offer),
            )
        }
    }
}

fn is_right(asked: &Heard, part: &dyn Fn(&str) -> Option<String>) -> bool {
    let part = |name| part(name).unwrap_or_default();
    let nc = asked.header("authorization").split("nc=").nth(1).unwrap();
    let secret = md5_hex(b"dr:SabreDAV:secret");
    let what = md5_hex(format!("{}:{}", asked.method, asked.path).as_bytes());
    let whole = format!(
        "{secret}:{}:{}:{}:auth:{what}",
        part("nonce"),
        &nc[..8],
        part("cnonce")
    );
    part("response") == md5_hex(whole.as_bytes()) && part("uri") == asked.path
}

fn prefix(calendar: &Calendar) -> &'static str {
    if calendar.ways.other_prefix {
        "/caldav.php"
    } else {
        "/caldav"
    }
}

fn propfind(calendar: &Calendar, place: &str, inside: Option<&str>, asked: &Heard) -> Answer {
    let is_deep = asked.header("depth") == "1";
    let own = prefix(calendar);
    let principal = format!("<current-user-principal><href>{own}{HOME}</href></current-user-principal>");
    let folder = "<resourcetype><collection/></resourcetype>";
    match (place, inside) {
        // As DAViCal.
        ("/" | "", _) if asked.body.contains("sync-token") => Answer::new(500),
        ("/" | "", _) => multistatus(
            calendar,
            &found(&format!("{own}/"), &format!("{folder}{principal}")),
            "",
        ),
        ("/dr" | "/dr/", _) if is_deep => {
            let inbox = "<resourcetype><collection/><x:schedule-inbox/></resourcetype>";
            let tasks = "<resourcetype><collection/><x:calendar/></resourcetype>\
                <x:supported-calendar-component-set><x:comp name=\"VTODO\"/></x:supported-calendar-component-set>";
            let all = [
                found(&format!("{own}/dr/"), folder),
                found(&format!("{own}/dr/.in/"), inbox),
                found(&format!("{own}/dr/taches/"), tasks),
                found(&format!("{own}/dr/agenda/"), &about(calendar)),
            ];
            multistatus(calendar, &all.concat(), "")
        }
        ("/dr" | "/dr/", _) => {
            let home = format!("<x:calendar-home-set><href>{own}{HOME}</href></x:calendar-home-set>");
            multistatus(
                calendar,
                &found(&format!("{own}{HOME}"), &format!("{folder}{principal}{home}")),
                "",
            )
        }
        (_, Some(_)) if calendar.is_gone => Answer::new(404),
        (_, Some("")) if is_deep && calendar.ways.lists_nothing => Answer::new(507),
        (_, Some("")) => {
            let mut all = found(&format!("{own}/dr/agenda/"), &about(calendar));
            if is_deep {
                all.extend(calendar.members.keys().map(|name| member(calendar, name, false)));
            }
            multistatus(calendar, &all, "")
        }
        (_, Some(name)) if calendar.members.contains_key(&decoded(name)) => {
            multistatus(calendar, &member(calendar, &decoded(name), false), "")
        }
        _ => Answer::new(404),
    }
}

fn about(calendar: &Calendar) -> String {
    let newest = token(calendar.count());
    let others = ["multiget", "query"]
        .map(|name| format!("<supported-report><report><x:calendar-{name}/></report></supported-report>"));
    let others = others.concat();
    let sync = if calendar.ways.tells_changes {
        format!(
            "<sync-token>{newest}</sync-token><supported-report-set><supported-report><report><sync-collection/></report></supported-report>\
             {others}</supported-report-set>"
        )
    } else {
        format!("<supported-report-set>{others}</supported-report-set>")
    };
    format!(
        "<resourcetype><collection/><x:calendar/></resourcetype><displayname>Agenda</displayname><y:getctag>{}</y:getctag>{sync}",
        calendar.ctag()
    )
}

fn report(calendar: &Calendar, asked: &Heard) -> Answer {
    if asked.body.contains("sync-collection") {
        assert!(!asked.body.contains("limit"));
        return changes(calendar, &asked.body);
    }
    if asked.body.contains("calendar-query") {
        let uid = asked
            .body
            .split("i;octet\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        let is_asked = |body: &str| uid.is_none_or(|uid| body.contains(uid));
        let found = calendar.members.iter().filter(|(_, (_, body))| is_asked(body));
        let all: String = found.map(|(name, _)| member(calendar, name, false)).collect();
        return multistatus(calendar, &all, "");
    }
    let names: Vec<String> = asked
        .body
        .split("<D:href>")
        .skip(1)
        .map(|rest| {
            let href = rest.split('<').next().unwrap();
            decoded(href.rsplit('/').next().unwrap())
        })
        .collect();
    assert!(names.len() <= 50, "batches of fifty");
    if names.iter().any(|name| calendar.poisoned.contains(name)) {
        return Answer::new(500);
    }
    let mut all = String::new();
    for name in names {
        match (calendar.members.contains_key(&name), calendar.ways.missing) {
            (true, _) => all += &member(calendar, &name, true),
            (false, Missing::Told) => all += &absent(calendar, &name),
            (false, Missing::Silent) => {}
            (false, Missing::All) => return Answer::new(404),
        }
    }
    multistatus(calendar, &all, "")
}

fn changes(calendar: &Calendar, body: &str) -> Answer {
    if !calendar.ways.tells_changes {
        return Answer::new(403).body("<error xmlns=\"DAV:\"><supported-report/></error>");
    }
    let asked = body
        .split("<D:sync-token>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    let refusal = "<error xmlns=\"DAV:\"><valid-sync-token/></error>";
    let (names, count) = match (calendar.since(asked), calendar.ways.old_token) {
        (Some(since), _) => since,
        (None, OldToken::Forbidden) => return Answer::new(403).body(refusal),
        (None, OldToken::Unmet) => return Answer::new(412).body(refusal),
        (None, OldToken::Everything) => (calendar.members.keys().cloned().collect(), calendar.count()),
    };
    let mut all = String::new();
    for name in &names {
        all += &if calendar.members.contains_key(name) {
            member(calendar, name, false)
        } else {
            absent(calendar, name)
        };
    }
    if count < calendar.count() {
        let href = format!("<href>{}/dr/agenda/</href>", prefix(calendar));
        let rest = "<status>HTTP/1.1 507 Insufficient Storage</status></response>";
        all += &["<response>", &href, rest].concat();
    }
    multistatus(
        calendar,
        &all,
        &format!("<sync-token>{}</sync-token>", token(count)),
    )
}

fn found(href: &str, props: &str) -> String {
    format!(
        "<response><href>{href}</href><propstat><prop>{props}</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
    )
}

fn member(calendar: &Calendar, name: &str, with_body: bool) -> String {
    let (state, body) = &calendar.members[name];
    let data = if with_body {
        format!("<x:calendar-data><![CDATA[{body}]]></x:calendar-data>")
    } else {
        String::new()
    };
    let etag = calendar.etag(*state).replace('"', "&quot;");
    let href = format!("{}/dr/agenda/{}", prefix(calendar), name.replace(' ', "%20"));
    found(&href, &format!("<getetag>{etag}</getetag>{data}<resourcetype/>"))
}

fn absent(calendar: &Calendar, name: &str) -> String {
    let own = prefix(calendar);
    format!("<response><href>{own}/dr/agenda/{name}</href><status>HTTP/1.1 404 Not Found</status></response>")
}

fn multistatus(calendar: &Calendar, responses: &str, token: &str) -> Answer {
    let body = format!("<?xml version=\"1.0\"?><multistatus {NAMESPACES}>{responses}{token}</multistatus>");
    let answer = Answer::new(207)
        .with("Content-Type", "application/xml")
        .with("DAV", "1, calendar-access");
    let version = if calendar.ways.is_newer {
        "Fake/2"
    } else {
        "Fake/1"
    };
    let answer = answer.with("Server", version);
    if calendar.ways.packs {
        answer.packed(body.as_bytes())
    } else {
        answer.body(&body)
    }
}

fn get(calendar: &Calendar, name: &str) -> Answer {
    match calendar.members.get(name) {
        Some(_) if calendar.poisoned.iter().any(|one| one == name) => Answer::new(500),
        Some((state, body)) => Answer::new(200)
            .with("Content-Type", "text/calendar")
            .with("ETag", &calendar.etag(*state))
            .body(body),
        None => Answer::new(404),
    }
}

fn put(calendar: &mut Calendar, name: &str, asked: &Heard) -> Answer {
    if asked.header("content-type") != "text/calendar; charset=utf-8" {
        return Answer::new(412);
    }
    let there = calendar.members.get(name).map(|(state, _)| calendar.etag(*state));
    let matches = asked.header("if-match");
    let is_unmet = (asked.header("if-none-match") == "*" && there.is_some())
        || (!matches.is_empty() && there.as_deref() != Some(matches));
    if is_unmet {
        return Answer::new(412);
    }
    let uid = asked
        .body
        .lines()
        .find(|line| line.starts_with("UID:"))
        .unwrap_or_default();
    let is_copy = calendar
        .members
        .iter()
        .any(|(other, (_, body))| other != name && body.contains(uid));
    if let Some(status) = calendar.ways.guards_identity.filter(|_| is_copy) {
        return Answer::new(status).body(
            "<error xmlns=\"DAV:\" xmlns:x=\"urn:ietf:params:xml:ns:caldav\"><x:no-uid-conflict/></error>",
        );
    }
    calendar.write(name, &asked.body);
    let answer = Answer::new(if there.is_some() { 204 } else { 201 });
    let etag = calendar.etag(calendar.members[name].0);
    let etag = if calendar.ways.lies {
        "\"another\"".to_owned()
    } else {
        etag
    };
    if calendar.ways.tells_etag {
        answer.with("ETag", &etag)
    } else {
        answer
    }
}

fn delete(calendar: &mut Calendar, name: &str, asked: &Heard) -> Answer {
    let matches = asked.header("if-match");
    let Some((state, _)) = calendar.members.get(name) else {
        return Answer::new(if matches.is_empty() {
            404
        } else {
            calendar.ways.absent
        });
    };
    if !matches.is_empty() && calendar.etag(*state) != matches {
        return Answer::new(412);
    }
    calendar.remove(name);
    Answer::new(204)
}

fn decoded(name: &str) -> String {
    name.replace("%20", " ").replace("%40", "@")
}
