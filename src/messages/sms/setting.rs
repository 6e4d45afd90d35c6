//! A line from what the practice set.

use std::collections::BTreeMap;
use std::path::Path;

use super::modem::ModemSetting;
use super::smsd::SmsdPatience;
use super::{Brevo, FreeMobile, Line, Ovh, OvhKeys, SmsFactor, Smsd, Templated, Twilio, Wire};
use crate::config::Secret;
use crate::domain::contact::Phone;
use crate::domain::sms::{LineSetting, Provider, Template, is_serial_device};
use crate::sys::hash;

/// Where providers find us: the address of the pages, `https://` included, without a closing slash.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a>(pub &'a str);

impl Site<'_> {
    /// The address under which a line's provider reports; `None` where it could not be reached, without encryption.
    pub fn hook(self, token: &str) -> Option<String> {
        let is_reachable = self.0.starts_with("https://");
        is_reachable.then(|| format!("{}/hooks/sms/{token}", self.0))
    }
}

/// The line of a setting, with its opened secrets; `None` where a field is missing or unreadable.
pub fn line(
    setting: &LineSetting,
    secrets: &BTreeMap<String, String>,
    wire: Wire,
    site: Site<'_>,
) -> Option<Line> {
    let shown = |name: &str| setting.field(name);
    let secret = |name: &str| secrets.get(name).map_or("", String::as_str);
    let is_whole = setting
        .provider
        .fields()
        .iter()
        .all(|field| !field.is_needed || !shown(field.name).is_empty() || !secret(field.name).is_empty());
    if !is_whole {
        return None;
    }
    let sender = shown("sender");
    let hook = site.hook(&setting.token);
    Some(match setting.provider {
        Provider::Ovh => {
            let keys = OvhKeys {
                application: shown("application_key"),
                secret: secret("application_secret"),
                consumer: secret("consumer_key"),
            };
            Line::Ovh(Ovh::new(wire, shown("service"), keys, sender))
        }
        Provider::Brevo => Line::Brevo(Brevo::new(wire, secret("api_key"), sender, hook)),
        Provider::SmsFactor => Line::SmsFactor(SmsFactor::new(wire, secret("token"), sender)),
        Provider::Twilio => {
            let key = (shown("api_key_sid"), secret("api_key_secret"));
            Line::Twilio(Twilio::new(wire, shown("account_sid"), key, sender, hook))
        }
        Provider::FreeMobile => {
            let own = Phone::parse(shown("own_number")).ok()?;
            Line::FreeMobile(FreeMobile::new(wire, shown("user"), secret("pass"), own))
        }
        Provider::Modem => {
            let pin = secret("pin");
            if !is_serial_device(shown("device")) {
                return None;
            }
            let modem = ModemSetting {
                device: shown("device").into(),
                pin: (!pin.is_empty()).then(|| Secret::new(pin)),
                // Sealed anew, with another nonce, whenever it is typed.
                pin_mark: hash::sha256_hex(setting.sealed.as_bytes()),
            };
            Line::Modem(wire.modems.modem(&setting.token, &modem).ok()?)
        }
        Provider::Smsd => {
            let folder = Path::new(shown("folder"));
            Line::Smsd(Smsd::new(folder, SmsdPatience::default(), wire.clock))
        }
        Provider::Template => {
            let template = template(setting);
            template.check().ok()?;
            let may_reach_private = !shown("private").is_empty();
            Line::Template(Templated::new(
                wire,
                template,
                sender,
                secret("key"),
                may_reach_private,
            ))
        }
    })
}

/// The template of a setting.
pub(crate) fn template(setting: &LineSetting) -> Template {
    let field = |name: &str| setting.field(name).to_owned();
    Template {
        url: field("url"),
        is_post: !setting.field("post").is_empty(),
        headers: field("headers"),
        body: field("body"),
        must_hold: field("must_hold"),
    }
}
