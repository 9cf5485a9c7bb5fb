using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>An error code of SQLite, where it came from, and what it means for what was to be written.</summary>
internal sealed class SqliteFault(int code, string message) : Exception(message)
{
    private const int PrimaryMask = 0xFF;

    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>Whether a constraint forbids the statement.</summary>
    public bool IsConstraint => Primary == raw.SQLITE_CONSTRAINT;

    /// <summary>Whether the statement or its values are at fault, and not the file or the disk.</summary>
    public bool IsOfStatement => Primary is raw.SQLITE_CONSTRAINT or raw.SQLITE_ERROR or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE or raw.SQLITE_TOOBIG or raw.SQLITE_MISUSE or raw.SQLITE_AUTH;

    /// <summary>Whether the disk, or the file's own bound, is full.</summary>
    public bool IsFull => Primary == raw.SQLITE_FULL;

    /// <summary>Whether the file's content is not what SQLite has written.</summary>
    public bool IsDamage => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    private int Primary => Code & PrimaryMask;

    /// <summary>The fault that a connection has just met.</summary>
    public static SqliteFault Of(sqlite3 database) => new(raw.sqlite3_extended_errcode(database), raw.sqlite3_errmsg(database).utf8_to_string());

    /// <summary>What an operator should know and do when the file could not be opened.</summary>
    public string AdviceAtOpen(string path) => this switch
    {
        { IsFull: true } => $"The disk of {path} is full. Make room there and start again.",
        { IsDamage: true } => $"{path} is damaged, or no SQLite file ({Message}). Keep a copy of it, then bring a backup back: retailsync store restore <backup> --to {path} --force.",
        _ => $"{path} cannot be opened: {Message} (SQLite's code {Code}). Look at the disk and at the file's rights.",
    };

    /// <summary>What an operator should know and do while the store runs.</summary>
    public string Advice(string path) => this switch
    {
        { IsFull: true } => $"The disk of {path} is full. Make room there; writing resumes by itself.",
        { IsDamage: true } => $"{path} is damaged ({Message}). Stop the gateway, look with 'retailsync store check', and bring a backup back with 'retailsync store restore'.",
        _ => $"{path} cannot be written: {Message} (SQLite's code {Code}). Look at the disk and at the file's rights; writing resumes by itself.",
    };
}
