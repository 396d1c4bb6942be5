#pragma once

/// The tables of a store, in SQL. docs/formats.md explains them column by column.
namespace sitrep::schema {

/// "sitr" in ASCII: says that an SQLite file is a store of this program.
inline constexpr int application = 0x73697472;

/// PRAGMA user_version. A store of a later version is refused; a change of tables raises it.
inline constexpr int version = 2;

/// Makes all tables, indexes, triggers and views in an empty file.
extern const char* const create;

}  // namespace sitrep::schema
