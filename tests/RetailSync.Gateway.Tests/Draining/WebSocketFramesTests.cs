using CsCheck;
using RetailSync.Gateway.Draining;

namespace RetailSync.Gateway.Tests.Draining;

/// <summary>Where one frame ends and the next may begin, however the bytes are cut into reads.</summary>
public sealed class WebSocketFramesTests
{
    private static readonly Gen<(byte Opcode, bool Final, bool Masked, int Length)> Frames = Gen.Select(
        Gen.Int[0, 5].Select(index => (byte)(index < 3 ? index : index + 5)), Gen.Bool, Gen.Bool, Gen.OneOf(Gen.Int[0, 130], Gen.Int[65_530, 65_540]), (opcode, final, masked, length) => (opcode, final || opcode >= 8, masked, length));

    [Fact]
    public void PassFrame_AnyCuts_FindsEveryEnd() => Gen.Select(Frames.Array[1, 6], Gen.Int[1, 70_000].Array[1, 8]).Sample((frames, cuts) =>
    {
        var bytes = frames.SelectMany(Encode).ToArray();
        var expected = frames.Select((_, index) => frames.Take(index + 1).Sum(frame => Encode(frame).Length)).ToList();
        var position = new WebSocketFrames();
        var ends = new List<int>();
        var (at, cut) = (0, 0);
        while (at < bytes.Length)
        {
            var piece = bytes.AsSpan(at, Math.Min(cuts[cut++ % cuts.Length], bytes.Length - at));
            while (!piece.IsEmpty)
            {
                var passed = position.PassFrame(piece);
                at += passed;
                piece = piece[passed..];
                if (position.IsBetweenFrames)
                {
                    ends.Add(at);
                }
            }
        }

        Assert.Equal(expected, ends);
        Assert.Equal(frames.Any(frame => frame.Opcode == 8), position.IsClosed);
        Assert.Equal(frames.Where(frame => frame.Opcode < 8).Select(frame => frame.Final).LastOrDefault(true), position.IsBetweenMessages);
    }, iter: 500);

    [Fact]
    public void GoingAway_Unmasked_IsStatus1001() => Assert.Equal([0x88, 0x02, 0x03, 0xE9], WebSocketFrames.GoingAway(null));

    [Fact]
    public void GoingAway_Masked_IsStatus1001UnderTheMask() =>
        Assert.Equal([0x88, 0x82, 0x01, 0x02, 0x03, 0x04, 0x03 ^ 0x01, 0xE9 ^ 0x02], WebSocketFrames.GoingAway(0x01020304));

    private static byte[] Encode((byte Opcode, bool Final, bool Masked, int Length) frame)
    {
        var mask = frame.Masked ? 0x80 : 0;
        byte[] length = frame.Length switch
        {
            < 126 => [(byte)(mask | frame.Length)],
            < 65_536 => [(byte)(mask | 126), (byte)(frame.Length >> 8), (byte)frame.Length],
            _ => [(byte)(mask | 127), 0, 0, 0, 0, 0, (byte)(frame.Length >> 16), (byte)(frame.Length >> 8), (byte)frame.Length],
        };
        return [(byte)((frame.Final ? 0x80 : 0) | frame.Opcode), .. length, .. new byte[frame.Masked ? 4 : 0], .. new byte[frame.Length]];
    }
}
