//! Any bytes → components: no panic, and every property stands where it says.
#![no_main]

use grappe_fuzz::domain::ical::{Calendar, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let calendar = Calendar::read(bytes, &Limits::default());
    for (place, component) in calendar.components.iter().enumerate() {
        assert!(component.range.end <= bytes.len() && component.parent.is_none_or(|parent| parent < place));
        let mut end = component.range.start;
        for property in &component.properties {
            assert!(end <= property.range.start && property.range.start < property.range.end);
            end = property.range.end;
            let parameters = property
                .parameters()
                .map(|(name, value)| name.len() + value.len());
            assert!(
                property.name().len() + property.value().len() + parameters.sum::<usize>()
                    <= 3 * bytes.len() + 6
            );
        }
        assert!(!component.is_closed || end <= component.range.end);
        assert_eq!(
            calendar
                .inside(place)
                .filter(|inner| inner.parent != Some(place))
                .count(),
            0
        );
    }
});
