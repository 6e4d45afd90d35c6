//! What can be booked online, with whom, and the links to it that practices print or put on their sites.

use crate::domain::agenda::SetUp;
use crate::domain::care_type::CareType;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::practitioner::Practitioner;

/// A kind of appointment and a practitioner, or any.
pub(in crate::web) type Choice = (Option<CareTypeId>, Option<PractitionerId>);

/// The kinds of appointment that somebody offers online, in order of number.
pub(in crate::web) fn offered(set_up: &SetUp) -> impl Iterator<Item = &CareType> {
    let cares = set_up.care_types.values();
    cares.filter(|care| !care.is_archived && practitioners(set_up, care).next().is_some())
}

/// Who offers a care online, in order of number.
pub(in crate::web) fn practitioners<'a>(
    set_up: &'a SetUp,
    care: &'a CareType,
) -> impl Iterator<Item = &'a Practitioner> {
    let open = set_up.practitioners.values();
    open.filter(|who| {
        let is_online = who.is_online && care.is_online_with(who.id);
        is_online && !who.is_archived && care.terms_for(who.id).is_some()
    })
}

/// What is left of a choice without what nobody offers online.
pub(in crate::web) fn narrowed(set_up: &SetUp, (care, practitioner): Choice) -> Choice {
    let care = offered(set_up).find(|known| Some(known.id) == care);
    let works = |id: &PractitionerId| match care {
        Some(care) => practitioners(set_up, care).any(|who| who.id == *id),
        None => offered(set_up).any(|care| practitioners(set_up, care).any(|who| who.id == *id)),
    };
    (care.map(|care| care.id), practitioner.filter(works))
}

/// The path of a link to a choice. It is made of numbers, so that another name changes nothing.
pub(in crate::web) fn direct_path((care, practitioner): Choice) -> String {
    match (practitioner, care) {
        (Some(who), Some(care)) => format!("/with/{who}/{care}"),
        (Some(who), None) => format!("/with/{who}"),
        (None, Some(care)) => format!("/care/{care}"),
        (None, None) => "/".to_owned(),
    }
}
