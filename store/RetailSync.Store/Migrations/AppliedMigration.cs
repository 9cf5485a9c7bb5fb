namespace RetailSync.Store.Migrations;

/// <summary>A migration that a database has behind it, as its table <c>store_migration</c> says.</summary>
internal sealed record AppliedMigration(int Number, string Name, string Hash);
