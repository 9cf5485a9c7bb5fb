using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace RetailSync.Store.Sqlite;

/// <summary>Connections that read the file and cannot change it. Bounded: beyond the bound readers wait. Safe to use from many threads.</summary>
internal sealed class SqliteReaders(string path, int most) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(most, most);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _isClosed;

    /// <summary>Lends a connection.</summary>
    /// <exception cref="StoreUnavailableException">The store is closed, or the file cannot be read.</exception>
    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (_isClosed)
            {
                throw new StoreUnavailableException("The store is closed: nothing was read.");
            }

            if (!_idle.TryTake(out var connection))
            {
                connection = Open();
            }

            try
            {
                var result = await read(connection, cancellationToken);
                _idle.Add(connection);
                return result;
            }
            catch
            {
                // Whatever it left open ends with it.
                await connection.DisposeAsync();
                throw;
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for those that read, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var i = 0; i < most; i++)
        {
            await _places.WaitAsync();
        }

        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync();
        }

        _places.Release(most);
    }

    private SqliteConnection Open()
    {
        try
        {
            return SqliteFile.OpenForReading(path);
        }
        catch (SqliteException failed)
        {
            throw new StoreUnavailableException($"{path} cannot be read: {failed.Message}", failed);
        }
    }
}
