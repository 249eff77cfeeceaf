//! The models of the Otark BRP API.
