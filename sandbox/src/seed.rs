//! The state of a sandbox as a value: what a seed file holds, a snapshot keeps and a reset brings back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use otark_brp_server::types::{self, BalanceGroup, Patch};
use serde::{Deserialize, Serialize};

/// Everything that a sandbox knows.
///
/// As YAML it is a seed file:
///
/// ```
/// use otark_brp_sandbox::State;
///
/// let state = State::from_yaml(
///     "
/// keys:
///   - { key: brp_test_mine, brp: Nordwind Energie, scopes: [customers:write] }
/// balance_groups:
///   - { eic: 11YSOLARDACH--A, tsos: [DE_AMPRION, DE_TENNET] }
/// customers:
///   - id: cust_mine0001
///     brp: Nordwind Energie
///     name: Windpark Nord GmbH
///     status: pending
///     assigned_at: 2026-01-10T09:00:00Z
///     created_at: 2026-01-10T09:00:00Z
/// ",
/// )?;
/// assert_eq!(state.customers[0].name, "Windpark Nord GmbH");
/// # Ok::<(), otark_brp_sandbox::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The keys of the API.
    #[serde(default)]
    pub keys: Vec<Key>,
    /// Which TSOs are enabled for which balance group.
    #[serde(default)]
    pub balance_groups: Vec<EnabledTsos>,
    /// The customers.
    #[serde(default)]
    pub customers: Vec<Customer>,
}

/// A key of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// What is sent as `X-Api-Key`.
    pub key: String,
    /// Whose key it is: it sees the customers of this balancing responsible party and no others.
    pub brp: String,
    /// What it may do.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// How many requests it may make in a window; that of the sandbox otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<u32>,
}

/// The TSOs that are enabled for a balance group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnabledTsos {
    /// The EIC code of the balance group; `*` stands for all.
    pub eic: String,
    /// The TSOs, as the API writes them.
    pub tsos: Vec<String>,
}

/// A customer, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// Its identifier.
    pub id: String,
    /// The balancing responsible party that it is assigned to.
    pub brp: String,
    /// Its name.
    pub name: String,
    /// `pending`, `active` or `deactivated`.
    pub status: String,
    /// Its balance group.
    #[serde(default)]
    pub balance_group: Option<Group>,
    /// What the BRP keeps with it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// When it was assigned.
    pub assigned_at: Timestamp,
    /// When it was activated.
    #[serde(default)]
    pub activated_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// A balance group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its EIC code.
    pub eic: String,
    /// Its TSO.
    pub tso: String,
}

impl From<&BalanceGroup> for Group {
    fn from(group: &BalanceGroup) -> Self {
        Self { eic: group.eic.clone(), tso: group.tso.as_str().to_owned() }
    }
}

impl Customer {
    /// The customer as the API shows it.
    #[must_use]
    pub fn to_api(&self) -> types::Customer {
        let group = self.balance_group.as_ref();
        let group = group.map(|group| BalanceGroup::new(group.eic.as_str(), group.tso.as_str().into()));
        let activated_at = self.activated_at.map_or(Patch::Null, Patch::Value);
        types::Customer::new(
            self.id.as_str(),
            self.name.as_str(),
            self.status.as_str().into(),
            group,
            self.metadata.clone(),
            self.assigned_at,
            self.created_at,
        )
        .with_activated_at(activated_at)
    }
}

impl State {
    /// Reads a seed file.
    ///
    /// # Errors
    ///
    /// The text is no YAML, or has keys or values that a state does not have.
    pub fn from_yaml(text: &str) -> Result<Self, crate::Error> {
        let state: Self =
            serde_saphyr::from_str(text).map_err(|error| crate::Error::seed(error.to_string()))?;
        state.check()?;
        Ok(state)
    }

    /// The data that is built in: two balancing responsible parties with customers in every status.
    #[must_use]
    pub fn built_in() -> Self {
        // A test holds that it can be read.
        Self::from_yaml(include_str!("seed.yaml")).unwrap_or_default()
    }

    /// Refuses what the API could never show, and two things of one identifier.
    pub(crate) fn check(&self) -> Result<(), crate::Error> {
        let ids = self.customers.iter().map(|customer| ("customer", &customer.id));
        let keys = self.keys.iter().map(|key| ("key", &key.key));
        let groups = self.balance_groups.iter().map(|group| ("balance group", &group.eic));
        let mut seen = BTreeSet::new();
        if let Some((kind, id)) = ids.chain(keys).chain(groups).find(|it| !seen.insert(*it)) {
            return Err(crate::Error::seed(format!("there are two of the {kind} `{id}`")));
        }
        for customer in &self.customers {
            use otark_brp_server::types::Model as _;
            if let Err(errors) = customer.to_api().validate() {
                return Err(crate::Error::seed(format!("customer `{}`: {errors}", customer.id)));
            }
        }
        let unknown = self.balance_groups.iter().flat_map(|group| &group.tsos).find(|tso| {
            use otark_brp_server::types::Tso;
            matches!(Tso::from(tso.as_str()), Tso::Unknown(_))
        });
        match unknown {
            Some(tso) => Err(crate::Error::seed(format!("`{tso}` is no TSO"))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn the_data_that_is_built_in_is_valid_and_survives_a_round_trip() {
        let text = include_str!("seed.yaml");
        let state = State::from_yaml(text).unwrap();
        assert_eq!(state.customers[0].id, "cust_r8s9t0u1");
        for status in ["pending", "active", "deactivated"] {
            assert!(state.customers.iter().any(|customer| customer.status == status), "{status}");
        }
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<State>(&json).unwrap(), state);
    }

    #[test]
    fn a_seed_that_is_wrong_says_what() {
        for (text, what) in [
            ("customer: []", "customer"),
            ("keys: [{ key: a }]", "brp"),
            ("balance_groups: [{ eic: a, tsos: [DE_NOBODY] }]", "DE_NOBODY"),
            ("keys: [{ key: a, brp: B }, { key: a, brp: C }]", "two of the key `a`"),
        ] {
            let error = State::from_yaml(text).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
    }
}
