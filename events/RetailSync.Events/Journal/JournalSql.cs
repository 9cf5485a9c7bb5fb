using RetailSync.Store;

namespace RetailSync.Events.Journal;

/// <summary>The statements that write operations. Both databases understand them.</summary>
internal static class JournalSql
{
    /// <summary>Takes an expired key from its operation, so that the insert that follows in the same unit can have it.</summary>
    public static readonly Sql FreeExpiredKey = new(
        "update operation set key_scope = null where key_scope = @scope and state in (1, 2, 4) and expires_at <= @now",
        ("scope", SqlType.Text), ("now", SqlType.Integer));

    /// <summary>
    /// The intent. Both unique indexes decide: changes no row when the key or the lane is taken, nor when accepted changes wait in the lane or one of them is under way: nobody
    /// overtakes them, also not in the moment in which one goes back to its place.
    /// </summary>
    public static readonly Sql Claim = new(
        """
        insert into operation (id, state, epoch, request_id, consumer, route, contract, contract_hash, operation, method, target, request_headers, request_body,
          key_scope, fingerprint, key_keep, lane, class, causation, traceparent, created_at, deadline)
        select @id, 0, @epoch, @request_id, @consumer, @route, @contract, @contract_hash, @operation, @method, @target, @request_headers, @request_body,
          @key_scope, @fingerprint, @key_keep, @lane, @class, @causation, @traceparent, @created_at, @deadline
        where not exists (select 1 from operation q where q.lane = @lane and q.state = 6)
          and not exists (select 1 from operation f where f.lane = @lane and (f.state = 0 or f.state = 3 or f.state = 5) and f.queue_seq is not null)
        on conflict do nothing
        """,
        ("id", SqlType.Text), ("epoch", SqlType.Integer), ("request_id", SqlType.Text), ("consumer", SqlType.Text), ("route", SqlType.Text), ("contract", SqlType.Text),
        ("contract_hash", SqlType.Text), ("operation", SqlType.Text), ("method", SqlType.Text), ("target", SqlType.Text), ("request_headers", SqlType.Text),
        ("request_body", SqlType.Bytes), ("key_scope", SqlType.Text), ("fingerprint", SqlType.Bytes), ("key_keep", SqlType.Integer), ("lane", SqlType.Text),
        ("class", SqlType.Text), ("causation", SqlType.Text), ("traceparent", SqlType.Text), ("created_at", SqlType.Integer), ("deadline", SqlType.Integer));

    /// <summary>The outcome. The guard on state, owner and lease lets exactly one of several through; its token then lets its events through.</summary>
    public static readonly Sql Settle = new(
        """
        update operation set state = @state, settled_at = @now, settled_by = @token, expires_at = @expires_at, status = @status, response_headers = @response_headers,
          response_body = @response_body, reconstructed = @reconstructed, reason = @reason, key_scope = case when @keeps_key = 1 then key_scope else null end,
          next_attempt_at = @next_attempt_at, leased_until = null
        where id = @id and epoch = @epoch and state = @from_state and (leased_until is null or leased_until <= @now or leased_until = @lease)
        """,
        ("state", SqlType.Integer), ("now", SqlType.Integer), ("token", SqlType.Text), ("expires_at", SqlType.Integer), ("status", SqlType.Integer),
        ("response_headers", SqlType.Text), ("response_body", SqlType.Bytes), ("reconstructed", SqlType.Integer), ("reason", SqlType.Text), ("keeps_key", SqlType.Integer),
        ("next_attempt_at", SqlType.Integer), ("id", SqlType.Text), ("epoch", SqlType.Integer), ("from_state", SqlType.Integer), ("lease", SqlType.Integer));

    /// <summary>Takes the next place in the log. The row's lock makes the order of commits the order of sequences, also with several gateways.</summary>
    public static readonly Sql BumpHead = new(
        "update event_head set last_seq = last_seq + 1 where id = 1 and exists (select 1 from operation where id = @operation and settled_by = @token)",
        ("operation", SqlType.Text), ("token", SqlType.Text));

    /// <summary>Takes the next place of the key.</summary>
    public static readonly Sql BumpKey = new(
        """
        insert into event_key (key, last_seq) select @key, 1 where exists (select 1 from operation where id = @operation and settled_by = @token)
        on conflict (key) do update set last_seq = event_key.last_seq + 1
        """,
        ("key", SqlType.Text), ("operation", SqlType.Text), ("token", SqlType.Text));

    /// <summary>The event, at the places just taken. What follows from an event belongs to the same story: it has that event's correlation.</summary>
    public static readonly Sql AppendEvent = new(
        """
        insert into event (seq, id, operation_id, type, system, entity_key, key_seq, subject, consumer, content_type, data, data_schema, recorded_at,
          correlation, causation, traceparent, reconstructed, defect)
        select h.last_seq, @id, o.id, @type, @system, k.key, k.last_seq, @subject, o.consumer, @content_type, @data, @data_schema, @recorded_at,
          coalesce((select c.correlation from event c where c.id = o.causation), o.request_id), o.causation, o.traceparent, o.reconstructed, @defect
        from operation o, event_head h, event_key k
        where o.id = @operation and o.settled_by = @token and h.id = 1 and k.key = @key
        """,
        ("id", SqlType.Text), ("type", SqlType.Text), ("system", SqlType.Text), ("subject", SqlType.Text), ("content_type", SqlType.Text), ("data", SqlType.Bytes),
        ("data_schema", SqlType.Text), ("recorded_at", SqlType.Integer), ("defect", SqlType.Text), ("operation", SqlType.Text), ("token", SqlType.Text), ("key", SqlType.Text));

    /// <summary>What a person decided, if it is what settled the operation.</summary>
    public static readonly Sql RecordDecision = new(
        """
        insert into resolution (id, operation_id, decided_at, decided_by, decision, reason)
        select @id, o.id, @decided_at, @decided_by, @decision, @reason from operation o where o.id = @operation and o.settled_by = @token
        """,
        ("id", SqlType.Text), ("decided_at", SqlType.Integer), ("decided_by", SqlType.Text), ("decision", SqlType.Text), ("reason", SqlType.Text),
        ("operation", SqlType.Text), ("token", SqlType.Text));

    /// <summary>Of several who rebuild the events of one operation, one gets on: its token replaces the one that it has read.</summary>
    public static readonly Sql ChangeToken = new(
        "update operation set settled_by = @token where id = @id and settled_by = @old",
        ("token", SqlType.Text), ("id", SqlType.Text), ("old", SqlType.Text));

    /// <summary>A placeholder becomes the event that it stands for, at its own places.</summary>
    public static readonly Sql RepairEvent = new(
        """
        update event set type = @type, system = @system, subject = @subject, content_type = @content_type, data = @data, data_schema = @data_schema, defect = null
        where id = @id and defect is not null and exists (select 1 from operation where id = @operation and settled_by = @token)
        """,
        ("type", SqlType.Text), ("system", SqlType.Text), ("subject", SqlType.Text), ("content_type", SqlType.Text), ("data", SqlType.Bytes), ("data_schema", SqlType.Text),
        ("id", SqlType.Text), ("operation", SqlType.Text), ("token", SqlType.Text));

    /// <summary>A person wants the resolver to begin anew.</summary>
    public static readonly Sql Retry = new(
        """
        update operation set state = 3, attempts = 0, absent_since = null, settled_at = @now, settled_by = @token, next_attempt_at = @now, leased_until = null
        where id = @id and epoch = @epoch and state in (3, 5) and (leased_until is null or leased_until <= @now)
        """,
        ("now", SqlType.Integer), ("token", SqlType.Text), ("id", SqlType.Text), ("epoch", SqlType.Integer));
}
