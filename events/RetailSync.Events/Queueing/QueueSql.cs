using RetailSync.Store;

namespace RetailSync.Events.Queueing;

/// <summary>The statements of what is accepted now and sent later. Both databases understand them.</summary>
internal static class QueueSql
{
    /// <summary>Takes the next place in the order of acceptance. The row's lock makes the order of commits the order of places, also with several gateways.</summary>
    public static readonly Sql NextPlace = new("update queue_head set last_seq = last_seq + 1 where id = @id", ("id", SqlType.Integer));

    /// <summary>The accepted change, at the place just taken. Changes no row when its key is taken, or when as many wait as may.</summary>
    public static readonly Sql Accept = new(
        """
        insert into operation (id, state, epoch, request_id, consumer, route, contract, contract_hash, operation, method, target, request_headers, request_body,
          key_scope, fingerprint, key_keep, lane, class, causation, traceparent, created_at, deadline, queue_terms, queue_seq)
        select @id, 6, @epoch, @request_id, @consumer, @route, @contract, @contract_hash, @operation, @method, @target, @request_headers, @request_body,
          @key_scope, @fingerprint, @key_keep, @lane, @class, @causation, @traceparent, @created_at, @deadline, @terms, h.last_seq
        from queue_head h
        where h.id = 1
          and not exists (select 1 from queue_route r where r.route = @route and r.waiting >= @max_route)
          and (select count(*) from (select 1 from operation w where w.lane = @lane and w.state = 6 limit @max_lane) full_lane)
            + (select count(*) from operation f where f.lane = @lane and (f.state = 0 or f.state = 3 or f.state = 5) and f.queue_seq is not null) < @max_lane
        on conflict do nothing
        """,
        ("id", SqlType.Text), ("epoch", SqlType.Integer), ("request_id", SqlType.Text), ("consumer", SqlType.Text), ("route", SqlType.Text), ("contract", SqlType.Text),
        ("contract_hash", SqlType.Text), ("operation", SqlType.Text), ("method", SqlType.Text), ("target", SqlType.Text), ("request_headers", SqlType.Text),
        ("request_body", SqlType.Bytes), ("key_scope", SqlType.Text), ("fingerprint", SqlType.Bytes), ("key_keep", SqlType.Integer), ("lane", SqlType.Text),
        ("class", SqlType.Text), ("causation", SqlType.Text), ("traceparent", SqlType.Text), ("created_at", SqlType.Integer), ("deadline", SqlType.Integer),
        ("terms", SqlType.Text), ("max_route", SqlType.Integer), ("max_lane", SqlType.Integer));

    /// <summary>One more waits on the route, if the row has just been accepted.</summary>
    public static readonly Sql CountAccepted = new(
        """
        insert into queue_route (route, waiting) select o.route, 1 from operation o where o.id = @id and o.state = 6
        on conflict (route) do update set waiting = queue_route.waiting + 1
        """,
        ("id", SqlType.Text));

    /// <summary>The first of its lane is about to be sent: an intent from now on. The unique index on open lanes has the last word, also among several gateways.</summary>
    public static readonly Sql Take = new(
        """
        update operation set state = 0, epoch = @epoch, deadline = @deadline, settled_at = @now, settled_by = @token, next_attempt_at = null, queue_attempts = queue_attempts + 1
        where id = @id and state = 6 and (next_attempt_at is null or next_attempt_at <= @now)
          and (lane is null or (
            not exists (select 1 from operation b where b.lane = operation.lane and b.state = 6 and b.queue_seq < operation.queue_seq)
            and not exists (select 1 from operation o where o.lane = operation.lane and (o.state = 0 or o.state = 3 or o.state = 5))))
        """,
        ("epoch", SqlType.Integer), ("deadline", SqlType.Integer), ("now", SqlType.Integer), ("token", SqlType.Text), ("id", SqlType.Text));

    /// <summary>One fewer waits on the route, if the row was taken under the token.</summary>
    public static readonly Sql CountTaken = new(
        "update queue_route set waiting = waiting - 1 where route = (select o.route from operation o where o.id = @id and o.state = 0 and o.settled_by = @token)",
        ("id", SqlType.Text), ("token", SqlType.Text));

    /// <summary>One fewer waits on the route, if a person has decided about the row, under the token.</summary>
    public static readonly Sql CountDecided = new(
        "update queue_route set waiting = waiting - 1 where route = (select o.route from operation o where o.id = @id and o.settled_by = @token)",
        ("id", SqlType.Text), ("token", SqlType.Text));

    /// <summary>Certainly not carried out: back to its old place.</summary>
    public static readonly Sql Return = new(
        """
        update operation set state = 6, settled_by = @token, next_attempt_at = @next, reason = @reason, attempts = 0, absent_since = null, resent = 0, leased_until = null
        where id = @id and state = @from_state and epoch = @epoch and queue_seq is not null and (leased_until is null or leased_until <= @now or leased_until = @lease)
        """,
        ("token", SqlType.Text), ("next", SqlType.Integer), ("reason", SqlType.Text), ("id", SqlType.Text), ("from_state", SqlType.Integer), ("epoch", SqlType.Integer),
        ("now", SqlType.Integer), ("lease", SqlType.Integer));

    /// <summary>One more waits on the route, if the row was returned under the token.</summary>
    public static readonly Sql CountReturned = new(
        """
        insert into queue_route (route, waiting) select o.route, 1 from operation o where o.id = @id and o.state = 6 and o.settled_by = @token
        on conflict (route) do update set waiting = queue_route.waiting + 1
        """,
        ("id", SqlType.Text), ("token", SqlType.Text));

    /// <summary>The changes of a route that could be sent: each the first of its lane, and nothing under way there. Oldest first.</summary>
    public const string Heads =
        """
        select q.id from operation q
        where q.state = 6 and q.route = @route and (q.next_attempt_at is null or q.next_attempt_at <= @now)
          and (q.lane is null or (
            not exists (select 1 from operation b where b.lane = q.lane and b.state = 6 and b.queue_seq < q.queue_seq)
            and not exists (select 1 from operation o where o.lane = q.lane and (o.state = 0 or o.state = 3 or o.state = 5))))
        order by q.queue_seq limit @limit
        """;
}
