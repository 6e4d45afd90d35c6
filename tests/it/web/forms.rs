//! Forms of patients, as their templates write them.

use std::fs;
use std::path::Path;

/// A form without the parts that are not always there.
fn always(form: &str) -> String {
    let mut rest = form;
    let mut kept = String::new();
    let mut depth = 0_usize;
    while let Some((before, after)) = rest.split_once("{%") {
        if depth == 0 {
            kept.push_str(before);
        }
        let (tag, after) = after.split_once("%}").unwrap();
        match tag.split_whitespace().next() {
            Some("if") => depth += 1,
            Some("endif") => depth -= 1,
            Some("include") if depth == 0 => {
                let name = tag.trim().trim_start_matches("include").trim().trim_matches('"');
                kept.push_str(&fs::read_to_string(templates().join(name)).unwrap());
            }
            _ => {}
        }
        rest = after;
    }
    kept + rest
}

fn templates() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/templates"))
}

/// lynx sends a form without a field as a question (`GET`), which changes nothing: nobody could cancel.
#[test]
fn each_form_of_a_patient_sends_a_field_whatever_is_shown() {
    let mut seen = 0;
    for entry in fs::read_dir(templates().join("public")).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        for form in page.split("<form").skip(1) {
            let form = form.split_once("</form>").unwrap().0;
            if form.contains("method=\"post\"") {
                seen += 1;
                assert!(always(form).contains(" name=\""), "{}: {form}", path.display());
            }
        }
    }
    assert!(seen > 12, "{seen} forms");
}
