//! What is shown to whoever starts a sandbox: a key that works, and a customer that it sees.

use crate::seed::{Customer, Key, State};

/// A key and the identifier of a customer; both are empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) key: String,
    pub(crate) customer: String,
}

impl Shown {
    /// The first of the seed that are there, as a database may have been made with another seed; else the first that
    /// are there at all. A key that may update customers comes before one that may not.
    pub(crate) fn of(seed: &State, there: &State) -> Self {
        let keys: Vec<&Key> = seed.keys.iter().filter(|key| there.keys.contains(key)).collect();
        let keys = || keys.iter().copied().chain(&there.keys);
        let writes = |key: &&Key| key.scopes.iter().any(|scope| scope == "customers:write");
        let Some(key) = keys().find(writes).or_else(|| keys().next()) else { return Self::default() };
        let is_there = |id: &str| there.customers.iter().any(|customer| customer.id == id);
        let of_seed = seed.customers.iter().filter(|customer| is_there(&customer.id));
        let customer = of_seed.chain(&there.customers).find(|customer: &&Customer| customer.brp == key.brp);
        Self { key: key.key.clone(), customer: customer.map(|it| it.id.clone()).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_there() {
        let built_in = State::built_in();
        let shown = Shown::of(&built_in, &built_in);
        assert_eq!((shown.key.as_str(), shown.customer.as_str()), (&*built_in.keys[0].key, "cust_r8s9t0u1"));
        let mut other = built_in.clone();
        other.keys.remove(0);
        other.customers.remove(0);
        // Of the keys that are left, the first one may only read.
        let shown = Shown::of(&built_in, &other);
        assert_eq!((shown.key.as_str(), shown.customer.as_str()), (&*built_in.keys[2].key, "cust_f2j4h6l8"));
        assert_eq!(Shown::of(&State::default(), &built_in), Shown::of(&built_in, &built_in));
        assert_eq!(Shown::of(&built_in, &State::default()), Shown::default());
    }
}
