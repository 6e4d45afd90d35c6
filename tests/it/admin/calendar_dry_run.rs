//! A calendar after our own database came back from a backup: what taking it up again would do, and the decision (caldav §6.3).

use grappe::app::CalendarPass;
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{Health, LinkReason, LinkState};
use grappe::domain::id::CalendarLinkId;
use grappe::store::{Fault, Tx};

use super::Crew;
use super::desk::send;

impl Crew {
    /// As the database comes back.
    fn restored_calendar(&self) -> (CalendarLinkId, Appointment, CalendarPass) {
        let (link, appointment) = self.written_in_the_calendar();
        let stopped = self
            .app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.set_calendar_state(link, LinkState::Suspended, Some(LinkReason::Restored))
            });
        self.run(stopped).unwrap();
        let pass = self.without_it(link, &appointment);
        (link, appointment, pass)
    }

    fn state_of(&self, link: CalendarLinkId) -> LinkState {
        let links = self.run(self.app.calendar_links()).unwrap();
        links.into_iter().find(|one| one.id == link).unwrap().state
    }
}

#[test]
fn a_calendar_is_taken_up_again_once_somebody_has_seen_what_that_does() {
    let site = Crew::demo();
    let (link, appointment, pass) = site.restored_calendar();
    let mut admin = site.signed_in("alice");
    let list = admin.get("/admin/to-do");
    list.assert(200, &["Agendas personnels à reprendre", "Voir ce qui changerait"]);
    let path = format!("/admin/calendars/{link}/dry-run");
    admin
        .get(&path)
        .assert(200, &["L'agenda n'a pas encore été relu", "Relire l'agenda"]);
    site.run(site.app.dry_run_calendar(pass.clone()))
        .unwrap()
        .unwrap();
    let report = admin.get(&path);
    report.assert(
        200,
        &[
            "Reprendre un agenda personnel",
            "choses seraient à décider ou à savoir",
            "Supprimé dans l'agenda",
            "Une occupation du praticien tombe sur ce rendez-vous",
            "Une plage serait bloquée",
            "Accepter et reprendre",
            "Garder les rendez-vous d'ici",
        ],
    );
    report.assert(200, &["ROUX Zoé"]);
    // What was shown is not what is known by now.
    let stale = send(&mut admin, &path, &path, &[("do", "accept"), ("made", "7")]);
    stale.assert(409, &["a été relu entre-temps"]);
    assert_eq!(site.state_of(link), LinkState::Suspended);
    let run = site
        .run(site.app.dry_sheet(link))
        .unwrap()
        .unwrap()
        .restored
        .report
        .unwrap();
    let made = run.made.timestamp().to_string();
    let sent = send(&mut admin, &path, &path, &[("do", "accept"), ("made", &made)]);
    assert_eq!(sent.location().as_deref(), Some("/admin/to-do?done=calendar"));
    admin.follow(sent).assert(200, &["L'agenda est repris."]);
    assert_eq!(site.state_of(link), LinkState::Active);
    assert!(site.recorded("calendar.state"));
    site.run(site.app.apply_calendar(pass)).unwrap();
    let row = site.run(site.app.appointment(appointment.id)).unwrap().unwrap();
    assert!(row.status.takes_time(), "it is asked about, as the report said");
    admin.get(&path).assert(404, &[]);
}

#[test]
fn a_calendar_that_cannot_be_read_says_why_and_is_read_again_on_wish() {
    let site = Crew::demo();
    let (link, _, pass) = site.restored_calendar();
    let refused = (LinkState::Refused, LinkReason::Credentials);
    site.run(site.app.stop_calendar(link, refused)).unwrap();
    let mut admin = site.signed_in("alice");
    let path = format!("/admin/calendars/{link}/dry-run");
    let page = admin.get(&path);
    page.assert(200, &["Le serveur refuse le nom ou le mot de passe"]);
    assert!(!page.text().contains("Accepter et reprendre"));
    let sent = send(&mut admin, &path, &path, &[("do", "again")]);
    assert_eq!(sent.location().as_deref(), Some(path.as_str()));
    admin
        .follow(sent)
        .assert(200, &["L'agenda n'a pas encore été relu"]);
    let gone = CalendarPass {
        health: Health::NoCalendar,
        ..pass.clone()
    };
    site.run(site.app.dry_run_calendar(gone)).unwrap().unwrap();
    let page = admin.get(&path);
    page.assert(200, &["Ce n'est plus un agenda"]);
    assert!(!page.text().contains("Accepter et reprendre"));
    site.run(site.app.dry_run_calendar(pass)).unwrap().unwrap();
    let run = site
        .run(site.app.dry_sheet(link))
        .unwrap()
        .unwrap()
        .restored
        .report
        .unwrap();
    let made = run.made.timestamp().to_string();
    send(&mut admin, &path, &path, &[("do", "anew"), ("made", &made)]);
    assert_eq!(site.state_of(link), LinkState::Active);
    assert_eq!(
        site.run(site.app.open_calendar_decisions()).unwrap().len(),
        0,
        "the appointments stay as they are"
    );
}
