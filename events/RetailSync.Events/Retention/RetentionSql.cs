using RetailSync.Store;

namespace RetailSync.Events.Retention;

/// <summary>The statements that blank what is too old or was erased. States 0, 3, 5 and 6 are never touched: their requests are still needed.</summary>
internal static class RetentionSql
{
    /// <summary>How many rows one statement blanks.</summary>
    public const int Batch = 500;

    /// <summary>Frees expired keys and blanks the bodies with them; not while an event of the operation is still to be built from them.</summary>
    public static readonly Sql BlankOperations = new(
        $"""
        update operation set key_scope = null, fingerprint = null, request_body = null, response_body = null, expires_at = null
        where state in (1, 2, 4) and id in (select o.id from operation o where o.expires_at <= @now and o.state in (1, 2, 4)
          and not exists (select 1 from event e where e.operation_id = o.id and e.defect is not null) limit {Batch})
        """,
        ("now", SqlType.Integer));

    /// <summary>Blanks the data of old events.</summary>
    public static readonly Sql BlankEvents = new(
        $"""
        update event set data = null, blanked_at = @now
        where data is not null and seq in (select e.seq from event e where e.recorded_at <= @before and e.data is not null order by e.recorded_at limit {Batch})
        """,
        ("now", SqlType.Integer), ("before", SqlType.Integer));

    /// <summary>Blanks the bodies of one settled operation.</summary>
    public static readonly Sql EraseOperation = new(
        "update operation set request_body = null, response_body = null where id = @id and state in (1, 2, 4) and (request_body is not null or response_body is not null)",
        ("id", SqlType.Text));

    /// <summary>Blanks the data of the events of one key.</summary>
    public static readonly Sql EraseEvents = new(
        "update event set data = null, blanked_at = @now where entity_key = @key and key_seq > @after and key_seq <= @to and data is not null",
        ("now", SqlType.Integer), ("key", SqlType.Text), ("after", SqlType.Integer), ("to", SqlType.Integer));

    /// <summary>The record of an erasure.</summary>
    public static readonly Sql RecordErasure = new(
        """
        insert into erasure (id, subject_sha256, erased_at, erased_by, reason, operations, events)
        values (@id, @subject_sha256, @erased_at, @erased_by, @reason, @operations, @events)
        """,
        ("id", SqlType.Text), ("subject_sha256", SqlType.Text), ("erased_at", SqlType.Integer), ("erased_by", SqlType.Text), ("reason", SqlType.Text),
        ("operations", SqlType.Integer), ("events", SqlType.Integer));
}
