using System.Net.Sockets;
using System.Text;

namespace RetailSync.Bench.Soak;

/// <summary>Opens WebSocket connections through the gateway and leaves them alone.</summary>
internal static class IdleWebSockets
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private static readonly byte[] Handshake = Encoding.ASCII.GetBytes(
        "GET /open/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    public static async Task<bool> RunAsync(SoakOrder order, CancellationToken cancel)
    {
        var count = order.Count;
        var verdicts = new Verdicts();
        await using var stage = await SoakStage.StartAsync(order.UpstreamHttp, cancel);
        var quiet = await stage.BystandAsync(cancel);
        var before = await stage.Gateway.SampleAsync(cancel, collects: true);

        var sockets = new List<Socket>(count);
        var start = TimeProvider.System.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            sockets.Add(await OpenAsync(number, order.PerSecond, start, stage.Gateway.Address.Port, cancel));
        }

        Verdicts.Say($"       {count} WebSocket connections are open");

        // Held is measured, not opened: what opening left to be collected and compiled is not theirs.
        await Task.Delay(Settling, TimeProvider.System, cancel);
        await stage.Gateway.SampleAsync(cancel, collects: true);
        var during = await stage.BystandAsync(cancel);
        var held = await stage.Gateway.SampleAsync(cancel, collects: true);
        var closed = sockets.Count(socket => socket.Poll(0, SelectMode.SelectRead));
        sockets.ForEach(socket => socket.Dispose());

        verdicts.Check("all are held", closed == 0, $"{closed} of {count} were closed");
        verdicts.Bystander(quiet, during);
        verdicts.Check("memory per connection at most 48 KB", held.ResidentBytes - before.ResidentBytes < 49_152L * count, $"{(held.ResidentBytes - before.ResidentBytes) / 1024.0 / count:0.0} KB, of which {(held.LiveBytes - before.LiveBytes) / 1024.0 / count:0.0} KB are live objects ({before.ResidentBytes >> 20} MB before, {held.ResidentBytes >> 20} MB with all of them)");
        return verdicts.AllMet;
    }

    private static async Task<Socket> OpenAsync(int number, int perSecond, long start, int port, CancellationToken cancel)
    {
        var socket = await Connections.OpenAsync(number, perSecond, start, port, cancel);
        await socket.SendAsync(Handshake, cancel);
        var buffer = new byte[1_024];
        var text = "";
        while (!text.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer, cancel);
            text += read > 0 ? Encoding.ASCII.GetString(buffer, 0, read) : throw new BenchException($"WebSocket connection {number} was closed: {text}");
        }

        return text.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) ? socket : throw new BenchException($"WebSocket connection {number} was refused: {text.Split('\r')[0]}");
    }
}
