//! Which security scheme of the document each configured credential is for.

use crate::client::auth::{Credential, Credentials, method};
use crate::client::error::{ConfigFault, Wanted};
use crate::security::SecurityScheme;

/// A credential as the caller gave it.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) slot: Slot,
    pub(super) credential: Credential,
}

/// How the caller said what the credential is for.
#[derive(Debug)]
pub(super) enum Slot {
    /// The scheme of this name.
    Named(String),
    /// The one scheme that takes a credential of this form.
    OnlyOne,
}

pub(super) fn assign(
    given: Vec<Given>,
    schemes: &'static [SecurityScheme],
) -> Result<Credentials, ConfigFault> {
    let mut credentials = Credentials::default();
    for Given { slot, credential } in given {
        let scheme = match slot {
            Slot::Named(name) => named(name, schemes)?,
            Slot::OnlyOne => only_one(credential.method(), schemes)?,
        };
        let flawed = |flaw| ConfigFault::Credential { scheme: scheme.name, flaw };
        credentials.hold(scheme, credential).map_err(flawed)?;
    }
    Ok(credentials)
}

fn named(name: String, schemes: &'static [SecurityScheme]) -> Result<&'static SecurityScheme, ConfigFault> {
    match schemes.iter().find(|scheme| scheme.name == name) {
        Some(scheme) => Ok(scheme),
        None => Err(ConfigFault::NoScheme { wanted: Wanted::Named(name), known: names(schemes.iter()) }),
    }
}

fn only_one(
    wanted: &'static str,
    schemes: &'static [SecurityScheme],
) -> Result<&'static SecurityScheme, ConfigFault> {
    let mut takers = schemes.iter().filter(|scheme| method(scheme.kind) == wanted);
    match (takers.next(), takers.next()) {
        (Some(scheme), None) => Ok(scheme),
        (None, _) => {
            Err(ConfigFault::NoScheme { wanted: Wanted::TakenBy(wanted), known: names(schemes.iter()) })
        }
        (Some(first), Some(second)) => {
            let all = [first, second].into_iter().chain(takers);
            Err(ConfigFault::Ambiguous { method: wanted, names: names(all) })
        }
    }
}

fn names(schemes: impl Iterator<Item = &'static SecurityScheme>) -> Vec<&'static str> {
    schemes.map(|scheme| scheme.name).collect()
}
