using System.Net.Sockets;
using Npgsql;

namespace RetailSync.Store.Postgres;

/// <summary>What PostgreSQL's errors mean for what was to be written (appendix A of its manual has the codes).</summary>
internal static class PostgresFailure
{
    /// <summary>Our own code: the process was declared dead.</summary>
    public const string Fenced = "RS001";

    private static readonly string[] OfStatement = ["0A", "21", "22", "23", "42", "44", "54"];

    /// <summary>Whether the server or the way to it failed, in whatever shape the client tells it.</summary>
    public static bool Is(Exception failure) => failure is NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException or InvalidOperationException;

    /// <summary>Whether the statement or its values are at fault.</summary>
    public static bool IsOfStatement(PostgresException failure) => OfStatement.Contains(failure.SqlState[..2]);

    /// <summary>Whether a constraint forbids it.</summary>
    public static bool IsConstraint(PostgresException failure) => failure.SqlState.StartsWith("23", StringComparison.Ordinal);

    /// <summary>Whether the server gave the transaction up so that another could go on: the same once more may well succeed.</summary>
    public static bool IsWorthRepeating(PostgresException failure) => failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Whether the server itself has said that the transaction is not there. Otherwise, during a commit, nobody knows.</summary>
    public static bool IsCertain(Exception failure) => failure is PostgresException { SqlState: var state } && !state.StartsWith("57P", StringComparison.Ordinal) && !state.StartsWith("08", StringComparison.Ordinal);

    /// <summary>What an operator should know and do.</summary>
    public static string Advice(string name, Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of {name} is full. Make room there; writing resumes by itself.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => $"{name} is read-only, as a standby is. Connect to the primary; writing resumes by itself.",
        PostgresException server => $"{name} cannot be written: {server.MessageText} (code {server.SqlState}). Writing resumes by itself.",
        _ => $"{name} cannot be reached or does not answer in time ({failure.GetBaseException().Message}). Writing resumes by itself.",
    };
}
