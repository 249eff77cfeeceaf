//! The store: customers, keys and balance groups in SQLite, and every change in a transaction of its own.
//!
//! One connection behind a lock is all there is: a statement takes some ten microseconds, so whoever waits for the
//! lock waits less than it would take to hand the work to another thread, and updates come one after the other.
//! What the database holds is in memory once more, so that an update is one statement; no other process may have the
//! file open meanwhile.

mod rows;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use otark_brp_server::types::BalanceGroup;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::Error;
use crate::seed::{Customer, EnabledTsos, Key, State};

/// The form of the database; a file of another form is refused.
const VERSION: i64 = 1;

const SCHEMA: &str = "
    CREATE TABLE keys (key TEXT PRIMARY KEY, brp TEXT NOT NULL, scopes TEXT NOT NULL, rate_limit INTEGER)
        STRICT, WITHOUT ROWID;
    CREATE TABLE enabled_tsos (eic TEXT NOT NULL, tso TEXT NOT NULL, PRIMARY KEY (eic, tso)) STRICT, WITHOUT ROWID;
    CREATE TABLE customers (
        id TEXT PRIMARY KEY, brp TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, eic TEXT, tso TEXT,
        metadata TEXT NOT NULL, assigned_at TEXT NOT NULL, activated_at TEXT, created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshots (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 1;
";

/// The database of a sandbox.
#[derive(Debug)]
pub struct Store {
    inner: Mutex<Inner>,
    /// The keys once more: every request asks for one.
    keys: RwLock<HashMap<String, Arc<Key>>>,
}

/// Rolls back when it is dropped: where something failed or panicked.
struct Undo<'c>(&'c Connection);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        // Where even this fails there is no transaction any more.
        let _ = self.0.execute_batch("ROLLBACK");
    }
}

/// The database, and what it holds.
#[derive(Debug)]
struct Inner {
    connection: Connection,
    customers: HashMap<String, Customer>,
    /// EIC codes and TSOs.
    enabled: BTreeSet<(String, String)>,
}

impl Inner {
    fn is_enabled(&self, group: &BalanceGroup) -> bool {
        let has = |eic: &str| self.enabled.contains(&(eic.to_owned(), group.tso.as_str().to_owned()));
        has(&group.eic) || has("*")
    }
}

/// What became of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Updated<R> {
    /// It is carried out; this is the customer now.
    Done(Box<Customer>),
    /// There is no such customer, or it is somebody else's.
    NotFound,
    /// It is refused, and nothing has changed.
    Refused(R),
}

impl Store {
    /// Opens a database, in a file or in memory; `is_new` tells whether it has just been made.
    ///
    /// What an answer has told is in the file even if the process is killed; a crash of the machine may take the last
    /// moments back, as is usual for a database that does not wait for the disk.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or is not the database of a sandbox.
    pub fn open(path: Option<&Path>) -> Result<(Self, bool), Error> {
        let mut connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // Before the journal, which then needs no memory that processes share.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let is_new = tables == 0;
        if is_new {
            let transaction = connection.transaction()?;
            transaction.execute_batch(SCHEMA)?;
            transaction.commit()?;
        } else if version != VERSION {
            return Err(Error::foreign(version));
        }
        let inner = Inner { connection, customers: HashMap::new(), enabled: BTreeSet::new() };
        let store = Self { inner: Mutex::new(inner), keys: RwLock::default() };
        store.remember(&mut store.inner())?;
        Ok((store, is_new))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A transaction that panics is rolled back, and what is in memory is changed last, so both are as before.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T>(&self, change: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut inner = self.inner();
        let connection = &inner.connection;
        // As the transactions of the library, with statements that are prepared once.
        let run = |statement: &str| connection.prepare_cached(statement)?.execute([]).map(drop);
        run("BEGIN IMMEDIATE")?;
        let undo = Undo(connection);
        let value = change(connection)?;
        run("COMMIT")?;
        std::mem::forget(undo);
        self.remember(&mut inner)?;
        Ok(value)
    }

    /// Reads what the database holds.
    fn remember(&self, inner: &mut Inner) -> Result<(), Error> {
        let State { keys, balance_groups, customers } = rows::state(&inner.connection)?;
        inner.customers = customers.into_iter().map(|customer| (customer.id.clone(), customer)).collect();
        let pairs = |group: EnabledTsos| group.tsos.into_iter().map(move |tso| (group.eic.clone(), tso));
        inner.enabled = balance_groups.into_iter().flat_map(pairs).collect();
        let keys = keys.into_iter().map(|key| (key.key.clone(), Arc::new(key))).collect();
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(())
    }

    /// The key that is sent as this text.
    pub(crate) fn key(&self, text: &str) -> Option<Arc<Key>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(text).cloned()
    }

    /// Changes a customer of a balancing responsible party.
    pub(crate) fn update<R>(
        &self,
        brp: &str,
        id: &str,
        change: impl FnOnce(Customer, &dyn Fn(&BalanceGroup) -> bool) -> Result<Customer, R>,
    ) -> Result<Updated<R>, Error> {
        let inner = &mut *self.inner();
        let Some(before) = inner.customers.get(id).filter(|customer| customer.brp == brp) else {
            return Ok(Updated::NotFound);
        };
        let after = match change(before.clone(), &|group| inner.is_enabled(group)) {
            Ok(after) => after,
            Err(refusal) => return Ok(Updated::Refused(refusal)),
        };
        // One statement is a transaction; what is in memory follows what is in the database.
        rows::change_customer(&inner.connection, &after)?;
        inner.customers.insert(id.to_owned(), after.clone());
        Ok(Updated::Done(Box::new(after)))
    }

    /// A customer, whoever it is assigned to.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn customer(&self, id: &str) -> Result<Option<Customer>, Error> {
        Ok(self.inner().customers.get(id).cloned())
    }

    /// Adds a customer.
    ///
    /// # Errors
    ///
    /// There is one of that identifier, or the API could not show it.
    pub fn add_customer(&self, customer: &Customer) -> Result<(), Error> {
        State { customers: vec![customer.clone()], ..State::default() }.check()?;
        self.write(|transaction| {
            if rows::customer(transaction, &customer.id)?.is_some() {
                return Err(Error::seed(format!("there is a customer `{}` already", customer.id)));
            }
            rows::put_customer(transaction, customer)
        })
    }

    /// Adds a key, or replaces the one that is sent as the same text.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    pub fn put_key(&self, key: &Key) -> Result<(), Error> {
        self.write(|transaction| rows::put_key(transaction, key))
    }

    /// Says which TSOs are enabled for a balance group.
    ///
    /// # Errors
    ///
    /// One of them is no TSO, or the database cannot be written.
    pub fn enable_tsos(&self, group: &EnabledTsos) -> Result<(), Error> {
        State { balance_groups: vec![group.clone()], ..State::default() }.check()?;
        self.write(|transaction| {
            transaction.execute("DELETE FROM enabled_tsos WHERE eic = ?1", [&group.eic])?;
            rows::put_tsos(transaction, group)
        })
    }

    /// Everything that there is.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn state(&self) -> Result<State, Error> {
        rows::state(&self.inner().connection)
    }

    /// Puts everything in the place of what there was, at once.
    ///
    /// # Errors
    ///
    /// Two things have one identifier, or the database cannot be written; then everything is as before.
    pub fn replace(&self, state: &State) -> Result<(), Error> {
        state.check()?;
        self.write(|transaction| {
            transaction
                .execute_batch("DELETE FROM customers; DELETE FROM keys; DELETE FROM enabled_tsos;")?;
            state.keys.iter().try_for_each(|key| rows::put_key(transaction, key))?;
            state.balance_groups.iter().try_for_each(|group| rows::put_tsos(transaction, group))?;
            state.customers.iter().try_for_each(|customer| rows::put_customer(transaction, customer))
        })
    }

    /// Keeps the state under a name.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    pub fn take_snapshot(&self, name: &str) -> Result<(), Error> {
        self.write(|transaction| {
            let state = serde_json::to_string(&rows::state(transaction)?)?;
            transaction.execute("INSERT OR REPLACE INTO snapshots VALUES (?1, ?2)", [name, &state])?;
            Ok(())
        })
    }

    /// Goes back to the state of that name; `false` where there is none.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    pub fn restore_snapshot(&self, name: &str) -> Result<bool, Error> {
        let state: Option<String> = self
            .inner()
            .connection
            .query_row("SELECT state FROM snapshots WHERE name = ?1", params![name], |row| row.get(0))
            .optional()?;
        match state {
            Some(state) => self.replace(&serde_json::from_str(&state)?).map(|()| true),
            None => Ok(false),
        }
    }

    /// The names of the states that are kept.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn snapshots(&self) -> Result<Vec<String>, Error> {
        let inner = self.inner();
        let mut statement = inner.connection.prepare_cached("SELECT name FROM snapshots ORDER BY name")?;
        let names = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(names)
    }
}
