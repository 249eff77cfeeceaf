//! An async client for the Otark BRP API.
