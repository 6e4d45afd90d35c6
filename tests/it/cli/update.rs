//! `update check`: what it says to a person, in French, where nobody is to be asked.

use super::program::Machine;

const KEY: &str = "RWS0QeEPVE0RvrRBqFPoi9tVCOlpuBBLeTRUw+eu0NfhYRgT+9ZWdXUz";

#[test]
fn without_an_address_it_says_where_to_give_one() {
    let ended = Machine::new().run(&["update", "check"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.complained.contains("section [update]"), "{ended:?}");
}

#[test]
fn an_address_that_is_not_called_is_a_mistake_and_one_that_does_not_answer_is_none() {
    for (url, code, words) in [
        ("https://192.168.1.10/m.json", 2, "il faut https, sur Internet"),
        ("https://versions.invalid/m.json", 5, "n'est pas joignable"),
    ] {
        let machine = Machine::new()
            .with("GRAPPE_UPDATE_URL", url)
            .with("GRAPPE_UPDATE_PUBLIC_KEY", KEY);
        let ended = machine.run(&["update", "check"]);
        assert_eq!(ended.code, Some(code), "{ended:?}");
        assert!(ended.complained.contains(words), "{ended:?}");
    }
}
