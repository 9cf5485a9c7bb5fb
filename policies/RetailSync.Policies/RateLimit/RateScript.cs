using StackExchange.Redis;

namespace RetailSync.Policies.RateLimit;

/// <summary>Counts on a Redis server (6.2 or newer): one atomic script, one key. Safe to call from many threads.</summary>
/// <param name="time">The time in milliseconds, for tests that steer it; null: the server's own, so that the gateways' clocks do not matter.</param>
internal sealed class RateScript(Func<long>? time = null)
{
    // ARGV: time ('' for the server's), need, want, what a refusal takes, what is given back; then for each window its limit, its length in milliseconds, and the
    // end of the window from which the part given back was taken (0: none). The key holds "end used" for each window.
    private const string Text = """
        local now = tonumber(ARGV[1])
        if not now then
          local time = redis.call('TIME')
          now = time[1] * 1000 + math.floor(time[2] / 1000)
        end
        local need, want, denied, back = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
        local count = (#ARGV - 5) / 3
        local stored, limits, lengths, ends, used = {}, {}, {}, {}, {}
        local violated, changed = 0, false
        for number in string.gmatch(redis.call('GET', KEYS[1]) or '', '%d+') do
          stored[#stored + 1] = tonumber(number)
        end
        for i = 1, count do
          limits[i], lengths[i] = tonumber(ARGV[3 + i * 3]), tonumber(ARGV[4 + i * 3])
          local lent = tonumber(ARGV[5 + i * 3])
          ends[i], used[i] = stored[i * 2 - 1] or 0, stored[i * 2] or 0
          if ends[i] <= now then
            ends[i], used[i] = 0, 0
          end
          if lent > 0 and lent == ends[i] then
            used[i] = math.max(0, used[i] - back)
            changed = true
          end
          if ends[i] > now + lengths[i] then
            ends[i] = now + lengths[i]
            changed = true
          end
          if used[i] > limits[i] - need then
            violated = violated + 2 ^ (i - 1)
          end
        end
        local granted, charge = 0, denied
        if violated == 0 and need > 0 then
          granted = want
          for i = 1, count do
            granted = math.min(granted, math.floor((limits[i] - used[i]) / 10))
          end
          granted = math.max(granted, need)
          charge = granted
        end
        if need > 0 and charge > 0 then
          for i = 1, count do
            if ends[i] == 0 then
              ends[i] = now + lengths[i]
            end
            used[i] = math.min(limits[i], used[i] + charge)
          end
          changed = true
        end
        local reply, text, last = {granted, violated, now}, {}, now + 1
        for i = 1, count do
          reply[i * 2 + 2], reply[i * 2 + 3] = ends[i], used[i]
          text[i] = string.format('%.0f %.0f', ends[i], used[i])
          last = math.max(last, ends[i])
        end
        if changed then
          redis.call('SET', KEYS[1], table.concat(text, ' '), 'PXAT', string.format('%.0f', last))
        end
        return reply
        """;

    /// <summary>Asks for at least what the request needs, from every window or from none.</summary>
    public Task<RateReply> TakeAsync(IDatabase server, RedisKey[] key, RateWindows windows, in RateAsk ask) =>
        RunAsync(server, key, windows, ask.Need, ask.Want, ask.Denied, ask.Back, ask.BackTo);

    /// <summary>Gives back what was taken and not used, to those windows that still run.</summary>
    public Task GiveBackAsync(IDatabase server, RedisKey[] key, RateWindows windows, int amount, long[] ends) =>
        RunAsync(server, key, windows, 0, 0, 0, amount, ends);

    private async Task<RateReply> RunAsync(IDatabase server, RedisKey[] key, RateWindows windows, int need, int want, int denied, int back, long[]? backTo)
    {
        var arguments = new RedisValue[5 + (3 * windows.Count)];
        arguments[0] = time is null ? RedisValue.EmptyString : time();
        arguments[1] = need;
        arguments[2] = want;
        arguments[3] = denied;
        arguments[4] = back;
        for (var i = 0; i < windows.Count; i++)
        {
            arguments[5 + (3 * i)] = windows.Limits[i];
            arguments[6 + (3 * i)] = windows.Seconds[i] * 1_000L;
            arguments[7 + (3 * i)] = backTo is null ? 0 : backTo[i];
        }

        var reply = await server.ScriptEvaluateAsync(Text, key, arguments);
        return new RateReply((long[])reply!);
    }
}
