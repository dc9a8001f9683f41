//! The only room that knows SQL: SQLite and PostgreSQL behind one type.
