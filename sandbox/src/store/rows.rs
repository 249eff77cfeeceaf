//! Rows: how customers, keys and balance groups stand in the tables.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::Error;
use crate::seed::{Customer, EnabledTsos, Group, Key, State};

/// A column that holds what the sandbox has not written.
fn broken(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

fn parsed<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    row.get_ref(column)?.as_str()?.parse().map_err(|error| broken(column, error))
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|error| broken(column, error))
}

const ONE_CUSTOMER: &str =
    "SELECT id, brp, name, status, eic, tso, metadata, assigned_at, activated_at, created_at
    FROM customers WHERE id = ?1";

const ALL_CUSTOMERS: &str =
    "SELECT id, brp, name, status, eic, tso, metadata, assigned_at, activated_at, created_at
    FROM customers ORDER BY id";

fn read_customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    let group: (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    Ok(Customer {
        id: row.get(0)?,
        brp: row.get(1)?,
        name: row.get(2)?,
        status: row.get(3)?,
        balance_group: group.0.zip(group.1).map(|(eic, tso)| Group { eic, tso }),
        metadata: json(row, 6)?,
        assigned_at: parsed(row, 7)?,
        activated_at: row.get_ref(8)?.as_str_or_null()?.map(|_| parsed(row, 8)).transpose()?,
        created_at: parsed(row, 9)?,
    })
}

pub(super) fn customer(connection: &Connection, id: &str) -> Result<Option<Customer>, Error> {
    let mut statement = connection.prepare_cached(ONE_CUSTOMER)?;
    Ok(statement.query_row([id], read_customer).optional()?)
}

pub(super) fn put_customer(connection: &Connection, customer: &Customer) -> Result<(), Error> {
    let group = customer.balance_group.as_ref();
    connection
        .prepare_cached("INSERT OR REPLACE INTO customers VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
        .execute(params![
            customer.id,
            customer.brp,
            customer.name,
            customer.status,
            group.map(|group| &group.eic),
            group.map(|group| &group.tso),
            serde_json::to_string(&customer.metadata)?,
            customer.assigned_at.to_string(),
            customer.activated_at.map(|at| at.to_string()),
            customer.created_at.to_string(),
        ])?;
    Ok(())
}

/// Writes what an update may change.
pub(super) fn change_customer(connection: &Connection, customer: &Customer) -> Result<(), Error> {
    let group = customer.balance_group.as_ref();
    connection
        .prepare_cached(
            "UPDATE customers SET status = ?2, eic = ?3, tso = ?4, metadata = ?5, activated_at = ?6 WHERE id = ?1",
        )?
        .execute(params![
            customer.id,
            customer.status,
            group.map(|group| &group.eic),
            group.map(|group| &group.tso),
            serde_json::to_string(&customer.metadata)?,
            customer.activated_at.map(|at| at.to_string()),
        ])?;
    Ok(())
}

pub(super) fn keys(connection: &Connection) -> Result<Vec<Key>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT key, brp, scopes, rate_limit FROM keys ORDER BY brp, key")?;
    let read = |row: &Row<'_>| {
        Ok(Key { key: row.get(0)?, brp: row.get(1)?, scopes: json(row, 2)?, rate_limit: row.get(3)? })
    };
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

pub(super) fn put_key(connection: &Connection, key: &Key) -> Result<(), Error> {
    let scopes = serde_json::to_string(&key.scopes)?;
    connection.prepare_cached("INSERT OR REPLACE INTO keys VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        key.key,
        key.brp,
        scopes,
        key.rate_limit
    ])?;
    Ok(())
}

pub(super) fn put_tsos(connection: &Connection, group: &EnabledTsos) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO enabled_tsos VALUES (?1, ?2)")?;
    for tso in &group.tsos {
        statement.execute([&group.eic, tso])?;
    }
    Ok(())
}

pub(super) fn state(connection: &Connection) -> Result<State, Error> {
    let mut statement = connection.prepare_cached(ALL_CUSTOMERS)?;
    let customers = statement.query_map([], read_customer)?.collect::<Result<_, _>>()?;
    let mut statement = connection.prepare_cached("SELECT eic, tso FROM enabled_tsos ORDER BY eic, tso")?;
    let mut rows = statement.query([])?;
    let mut balance_groups: Vec<EnabledTsos> = Vec::new();
    while let Some(row) = rows.next()? {
        let (eic, tso): (String, String) = (row.get(0)?, row.get(1)?);
        match balance_groups.last_mut().filter(|group| group.eic == eic) {
            Some(group) => group.tsos.push(tso),
            None => balance_groups.push(EnabledTsos { eic, tsos: vec![tso] }),
        }
    }
    Ok(State { keys: keys(connection)?, balance_groups, customers })
}
