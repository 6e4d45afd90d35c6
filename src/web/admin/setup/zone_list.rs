//! Time zones to choose from: those of France first (booking-rules §1.6), then those of neighbours and of other places where French
//! is spoken.

use super::Context;
use crate::domain::time::Zone;

/// Zone and the key of its name.
const FRANCE: [(&str, &str); 14] = [
    ("Europe/Paris", "setup-zone-paris"),
    ("America/Guadeloupe", "setup-zone-guadeloupe"),
    ("America/Martinique", "setup-zone-martinique"),
    ("America/Cayenne", "setup-zone-cayenne"),
    ("Indian/Reunion", "setup-zone-reunion"),
    ("Indian/Mayotte", "setup-zone-mayotte"),
    ("America/St_Barthelemy", "setup-zone-st-barthelemy"),
    ("America/Marigot", "setup-zone-marigot"),
    ("America/Miquelon", "setup-zone-miquelon"),
    ("Pacific/Tahiti", "setup-zone-tahiti"),
    ("Pacific/Marquesas", "setup-zone-marquesas"),
    ("Pacific/Gambier", "setup-zone-gambier"),
    ("Pacific/Noumea", "setup-zone-noumea"),
    ("Pacific/Wallis", "setup-zone-wallis"),
];

const OTHERS: [&str; 16] = [
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Monaco",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Rome",
    "America/Toronto",
    "Africa/Algiers",
    "Africa/Casablanca",
    "Africa/Tunis",
    "Africa/Dakar",
    "Africa/Abidjan",
    "Indian/Mauritius",
    "Etc/UTC",
];

/// Names of zones with their words; the present one is always among them.
pub(super) fn zone_choices(ctx: &Context) -> Vec<(String, String)> {
    let present = ctx.set_up.practice.zone.name();
    let french = FRANCE
        .iter()
        .map(|(name, key)| ((*name).to_owned(), ctx.text(key)));
    let others = OTHERS.iter().map(|name| ((*name).to_owned(), (*name).to_owned()));
    let is_known = FRANCE.iter().any(|(name, _)| *name == present) || OTHERS.contains(&present);
    let own = (!is_known).then(|| (present.to_owned(), present.to_owned()));
    french.chain(others).chain(own).collect()
}

/// A zone of the list.
pub(super) fn zone(present: Zone, name: &str) -> Option<Zone> {
    let is_listed = FRANCE.iter().any(|(known, _)| *known == name) || OTHERS.contains(&name);
    (is_listed || present.name() == name)
        .then(|| Zone::named(name).ok())
        .flatten()
}
