//! `user`: accounts of the back office, from the machine itself: the way back in when nobody can sign in any more.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use super::{folder, trouble};
use crate::app::{App, Failure, StaffEntry, StaffRefusal};
use crate::domain::staff::{Actor, Role, StaffMember};

pub(super) fn command(words: Words) -> Command {
    let places = |command: Command| command.args(folder::arguments(words));
    let login = || {
        words
            .operand("login", "cli-value-login", "cli-user-login")
            .required(true)
    };
    let role = |arg: Arg| arg.value_parser(PossibleValuesParser::new(Role::ALL.map(Role::key)));
    let add = words
        .command("user add", "LOGIN", "cli-user-add")
        .arg(login())
        .arg(
            words
                .option("name", "cli-value-name", "cli-user-name")
                .required(true),
        )
        .arg(
            role(words.option("role", "cli-value-role", "cli-user-role"))
                .default_value(Role::Secretary.key()),
        );
    let change = words
        .command("user role", "LOGIN ROLE", "cli-user-change-role")
        .arg(login())
        .arg(role(words.operand("role", "cli-value-role", "cli-user-role")).required(true));
    let on_login = |path: &'static str, about: &str| words.command(path, "LOGIN", about).arg(login());
    words
        .command("user", "", "cli-user-about")
        .subcommands([
            places(words.command("user list", "", "cli-user-list")),
            places(add),
            places(on_login("user code", "cli-user-code")),
            places(change),
            places(on_login("user disable", "cli-user-disable")),
            places(on_login("user enable", "cli-user-enable")),
            places(on_login("user second-factor", "cli-user-second-factor")),
            places(outside(words)),
        ])
        .subcommand_required(true)
        .arg_required_else_help(true)
}

/// The way back in where the practice's own network cannot be told from the others.
fn outside(words: Words) -> Command {
    let access = words.operand("access", "cli-value-access", "cli-user-outside-access");
    words
        .command("user outside", "open|closed", "cli-user-outside")
        .arg(
            access
                .required(true)
                .value_parser(PossibleValuesParser::new(["open", "closed"])),
        )
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let Some((act, given)) = given.subcommand() else {
        return Ok(Exit::Usage);
    };
    let app = folder::opened(given, context)?;
    let desk = Desk {
        app,
        terminal: &context.terminal,
    };
    folder::waited(desk.act(act, given), &context.terminal)
}

/// An act on accounts, with the words for what comes of it.
struct Desk<'a> {
    app: App,
    terminal: &'a Terminal,
}

impl Desk<'_> {
    async fn act(&self, act: &str, given: &ArgMatches) -> Result<Exit, Stop> {
        let text = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
        match act {
            "list" => return self.list().await,
            "outside" => return self.open_outside(text("access") == "open").await,
            "add" => return self.add(text("login"), text("name"), &text("role")).await,
            _ => {}
        }
        let member = self.found(&text("login")).await?;
        match act {
            "code" => self.code(&member).await?,
            "role" => self.change_role(&member, &text("role")).await?,
            "second-factor" => {
                let removed = self.app.remove_second_factor(Actor::System, member.id).await;
                self.told(removed, &member, "cli-user-second-factor-gone")?;
            }
            other => {
                let is_disabled = other == "disable";
                let changed = self
                    .app
                    .disable_staff(Actor::System, member.id, is_disabled)
                    .await;
                let key = if is_disabled {
                    "cli-user-disabled"
                } else {
                    "cli-user-enabled"
                };
                self.told(changed, &member, key)?;
            }
        }
        Ok(Exit::Done)
    }

    async fn open_outside(&self, is_open: bool) -> Result<Exit, Stop> {
        let opened = self.app.open_outside(is_open, Actor::System).await;
        opened.map_err(|fault| trouble::fault(&fault, self.terminal))?;
        let key = if is_open {
            "cli-user-outside-open"
        } else {
            "cli-user-outside-closed"
        };
        self.terminal.tell(key, &[]);
        Ok(Exit::Done)
    }

    async fn list(&self) -> Result<Exit, Stop> {
        for member in self.everybody().await? {
            let role = role_name(member.role, self.terminal);
            let mut line = format!("{}  {}  {role}", member.login, member.name);
            for (is_so, key) in [
                (member.has_second_factor(), "cli-user-has-second-factor"),
                (member.is_disabled, "cli-user-is-disabled"),
            ] {
                if is_so {
                    line += "  ";
                    line += &self.terminal.words(key, &[]);
                }
            }
            self.terminal.say(&line);
        }
        Ok(Exit::Done)
    }

    async fn add(&self, login: String, name: String, role: &str) -> Result<Exit, Stop> {
        let role = Role::from_key(role).unwrap_or(Role::Reader);
        let entry = StaffEntry::new(login.as_str(), name, role);
        let made = self.app.create_staff(Actor::System, entry).await;
        made.map_err(|failure| not_done(failure, &login, self.terminal))?;
        let member = self.found(&login).await?;
        self.code(&member).await?;
        Ok(Exit::Done)
    }

    async fn code(&self, member: &StaffMember) -> Result<(), Stop> {
        let made = self.app.create_sign_in_code(Actor::System, member.id).await;
        let code = made.map_err(|fault| trouble::fault(&fault, self.terminal))?;
        let arguments = [("login", member.login.as_str()), ("code", &code)];
        self.terminal.tell("cli-user-code-made", &arguments);
        Ok(())
    }

    async fn change_role(&self, member: &StaffMember, role: &str) -> Result<(), Stop> {
        let entry = StaffEntry {
            login: member.login.clone(),
            name: member.name.clone(),
            role: Role::from_key(role).unwrap_or(member.role),
            email: member.email.clone(),
            practitioner: member.practitioner,
            named: member.named.clone(),
        };
        let changed = self.app.edit_staff(Actor::System, member.id, entry).await;
        self.told(changed, member, "cli-user-role-changed")
    }

    fn told(
        &self,
        done: Result<(), Failure<StaffRefusal>>,
        member: &StaffMember,
        key: &str,
    ) -> Result<(), Stop> {
        done.map_err(|failure| not_done(failure, &member.login, self.terminal))?;
        self.terminal.tell(key, &[("login", &member.login)]);
        Ok(())
    }

    async fn everybody(&self) -> Result<Vec<StaffMember>, Stop> {
        let staff = self.app.staff().await;
        staff.map_err(|fault| trouble::fault(&fault, self.terminal))
    }

    async fn found(&self, login: &str) -> Result<StaffMember, Stop> {
        let typed = login.trim().to_lowercase();
        let mut staff = self.everybody().await?.into_iter();
        staff
            .find(|member| member.login == typed)
            .ok_or_else(|| refused(StaffRefusal::NotFound, login, self.terminal))
    }
}

fn role_name(role: Role, terminal: &Terminal) -> String {
    let key = match role {
        Role::Administrator => "role-administrator",
        Role::Practitioner => "role-practitioner",
        Role::Secretary => "role-secretary",
        Role::RemoteSecretary => "role-remote-secretary",
        Role::Reader => "role-reader",
    };
    terminal.words(key, &[])
}

/// Why an act on an account was not done.
pub(super) fn not_done(failure: Failure<StaffRefusal>, login: &str, terminal: &Terminal) -> Stop {
    match failure {
        Failure::Refused(refusal) => refused(refusal, login, terminal),
        Failure::Fault(fault) => trouble::fault(&fault, terminal),
    }
}

/// Why the rules refuse an act on an account.
pub(super) fn refused(refusal: StaffRefusal, login: &str, terminal: &Terminal) -> Stop {
    let (exit, key) = match refusal {
        StaffRefusal::NotFound => (Exit::Problem, "cli-user-unknown"),
        StaffRefusal::LoginMalformed => (Exit::Usage, "cli-user-login-malformed"),
        StaffRefusal::LoginTaken => (Exit::Problem, "cli-user-login-taken"),
        StaffRefusal::NameMalformed => (Exit::Usage, "cli-user-name-malformed"),
        StaffRefusal::NobodyNamed => (Exit::Problem, "cli-user-nobody-named"),
        StaffRefusal::LastAdministrator => (Exit::Problem, "cli-user-last-administrator"),
    };
    Stop::new(exit, terminal.words(key, &[("login", login)]))
}
