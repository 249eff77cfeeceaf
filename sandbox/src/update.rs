//! What an update makes of a customer: a function of both and of the time, without any state of its own.
//!
//! Where the page is silent, the choices are those of `docs/otark.md`.

use jiff::Timestamp;
use otark_brp_server::types::{BalanceGroup, CustomerStatus, CustomerUpdate};

use crate::seed::Customer;

/// The most keys that the metadata of a customer may have.
pub(crate) const MAX_KEYS: usize = 1000;

/// The most bytes that the keys and values of the metadata of a customer may have together.
pub(crate) const MAX_BYTES: usize = 256 * 1024;

/// Why an update is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// An active customer is to be activated.
    AlreadyActive,
    /// A customer is to be what only new ones are.
    BackToPending,
    /// The TSO of the balance group is not enabled for it.
    TsoNotEnabled,
    /// The metadata would grow beyond its limits.
    TooMuchMetadata,
}

/// The customer after the update.
///
/// # Errors
///
/// The first reason against it, and nothing changes: what is wrong with the request itself comes before what is wrong
/// with it at this moment.
pub(crate) fn apply(
    mut customer: Customer,
    update: &CustomerUpdate,
    is_enabled: impl FnOnce(&BalanceGroup) -> bool,
    now: Timestamp,
) -> Result<Customer, Refusal> {
    if let Some(group) = &update.balance_group {
        if !is_enabled(group) {
            return Err(Refusal::TsoNotEnabled);
        }
        customer.balance_group = Some(group.into());
    }
    for (key, value) in update.metadata.iter().flatten() {
        match value {
            Some(value) => customer.metadata.insert(key.clone(), value.clone()),
            None => customer.metadata.remove(key),
        };
    }
    let bytes: usize = customer.metadata.iter().map(|(key, value)| key.len() + value.len()).sum();
    if update.metadata.is_some() && (customer.metadata.len() > MAX_KEYS || bytes > MAX_BYTES) {
        return Err(Refusal::TooMuchMetadata);
    }
    if let Some(status) = &update.status {
        change_status(&mut customer, status, now)?;
    }
    Ok(customer)
}

fn change_status(customer: &mut Customer, status: &CustomerStatus, now: Timestamp) -> Result<(), Refusal> {
    let was: CustomerStatus = customer.status.as_str().into();
    match (&was, status) {
        (CustomerStatus::Active, CustomerStatus::Active) => return Err(Refusal::AlreadyActive),
        // In whole seconds, as every time of the page.
        (_, CustomerStatus::Active) => customer.activated_at = Timestamp::from_second(now.as_second()).ok(),
        (CustomerStatus::Pending, CustomerStatus::Pending) => {}
        (_, CustomerStatus::Pending) => return Err(Refusal::BackToPending),
        // A customer that was never activated may be turned down, and one that is deactivated stays so.
        _ => {}
    }
    status.as_str().clone_into(&mut customer.status);
    Ok(())
}

#[cfg(test)]
mod tests {
    use otark_brp_server::types::Tso;

    use super::*;
    use crate::seed::State;

    fn customer(status: &str) -> Customer {
        let mut customer = State::built_in().customers.remove(0);
        status.clone_into(&mut customer.status);
        customer
    }

    fn now() -> Timestamp {
        "2026-02-01T00:00:00Z".parse().unwrap()
    }

    fn status(from: &str, to: CustomerStatus) -> Result<Customer, Refusal> {
        apply(customer(from), &CustomerUpdate::new().with_status(to), |_| true, now())
    }

    #[test]
    fn every_transition_is_decided() {
        use CustomerStatus::{Active, Deactivated, Pending};
        for (from, to, refusal) in [
            ("pending", Pending, None),
            ("pending", Active, None),
            ("pending", Deactivated, None),
            ("active", Pending, Some(Refusal::BackToPending)),
            ("active", Active, Some(Refusal::AlreadyActive)),
            ("active", Deactivated, None),
            ("deactivated", Pending, Some(Refusal::BackToPending)),
            ("deactivated", Active, None),
            ("deactivated", Deactivated, None),
        ] {
            assert_eq!(status(from, to.clone()).err(), refusal, "{from} to {to}");
        }
    }

    #[test]
    fn activated_at_is_set_on_activation_and_kept_afterwards() {
        assert_eq!(status("pending", CustomerStatus::Active).unwrap().activated_at, Some(now()));
        let between = now() + jiff::SignedDuration::from_millis(999);
        let update = CustomerUpdate::new().with_status(CustomerStatus::Active);
        let after = apply(customer("pending"), &update, |_| true, between).unwrap();
        assert_eq!(after.activated_at, Some(now()), "in whole seconds");
        let before = customer("active").activated_at;
        assert_eq!(status("active", CustomerStatus::Deactivated).unwrap().activated_at, before);
    }

    #[test]
    fn metadata_is_merged_and_null_removes_a_key() {
        let update =
            CustomerUpdate::new().set_metadata("a", "1").remove_metadata("region").remove_metadata("none");
        let before = customer("active");
        let after = apply(before.clone(), &update, |_| true, now()).unwrap();
        assert_eq!(after.metadata.get("a").map(String::as_str), Some("1"));
        assert!(before.metadata.contains_key("region") && !after.metadata.contains_key("region"));
        assert_eq!(after.metadata.get("cost_center"), before.metadata.get("cost_center"));
    }

    #[test]
    fn what_is_wrong_with_the_request_comes_before_what_is_wrong_with_the_moment() {
        let update = CustomerUpdate::new()
            .with_status(CustomerStatus::Active)
            .with_balance_group(BalanceGroup::new("11YX", Tso::DeTennet));
        assert_eq!(apply(customer("active"), &update, |_| false, now()), Err(Refusal::TsoNotEnabled));
    }

    #[test]
    fn metadata_does_not_grow_without_end() {
        let mut update = CustomerUpdate::new();
        for index in 0..=MAX_KEYS {
            update = update.set_metadata(format!("k{index}"), "");
        }
        assert_eq!(apply(customer("active"), &update, |_| true, now()), Err(Refusal::TooMuchMetadata));
        let update = CustomerUpdate::new().set_metadata("k", "x".repeat(MAX_BYTES));
        assert_eq!(apply(customer("active"), &update, |_| true, now()), Err(Refusal::TooMuchMetadata));
    }
}
