namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>
/// Shares the slots for attempts among the subscriptions by weight (stride scheduling): of those that wait, the one that has had least for its weight comes next. Nobody is
/// starved, whatever the weights are. The last quarter of the slots is kept for those below their fair share, so that slow endpoints cannot hold them all. Safe to use from many threads.
/// </summary>
/// <param name="slots">How many attempts may be under way at once, over all subscriptions. 4 or more.</param>
internal sealed class SendShare(int slots)
{
    private readonly int _slots = slots;
    private readonly Lock _lock = new();
    private readonly List<Member> _members = [];
    private int _free = slots;
    private double _virtualTime;

    /// <summary>Lets a subscription take part until it is disposed; its slots must be given back before.</summary>
    /// <param name="weight">What its attempts are worth. 1 or more.</param>
    /// <param name="wake">Called when a slot that it waited for may be free now. It must return at once.</param>
    public Member Join(int weight, Action wake)
    {
        lock (_lock)
        {
            var member = new Member(this, weight, wake) { Pass = _virtualTime };
            _members.Add(member);
            return member;
        }
    }

    private bool TryEnter(Member member)
    {
        lock (_lock)
        {
            var fair = Math.Max(1, _slots * member.Weight / Math.Max(1, _members.Sum(other => other.Weight)));
            var isAllowed = _free > 0 && (_free > _slots / 4 || member.Held < fair);
            if (!member.IsWaiting && member.Held == 0)
            {
                // Whoever comes back after a pause begins at the present: nobody saves up.
                member.Pass = Math.Max(member.Pass, _virtualTime);
            }

            var ahead = _members.Count(other => other.IsWaiting && other != member && other.Pass < member.Pass);
            if (!isAllowed || _free <= ahead)
            {
                member.IsWaiting = true;
                return false;
            }

            _free--;
            member.Held++;
            member.IsWaiting = false;
            _virtualTime = Math.Max(_virtualTime, member.Pass);
            member.Pass += 1.0 / member.Weight;
            return true;
        }
    }

    private void Leave(Member member)
    {
        lock (_lock)
        {
            _free++;
            member.Held--;
        }

        WakeNext();
    }

    private void Withdraw(Member member)
    {
        lock (_lock)
        {
            if (!member.IsWaiting)
            {
                return;
            }

            member.IsWaiting = false;
        }

        WakeNext();
    }

    private void WakeNext()
    {
        List<Member> next;
        lock (_lock)
        {
            next = [.. _members.Where(other => other.IsWaiting).OrderBy(other => other.Pass).Take(_free)];
        }

        foreach (var member in next)
        {
            member.Wake();
        }
    }

    private void Remove(Member member)
    {
        lock (_lock)
        {
            _members.Remove(member);
        }

        WakeNext();
    }

    /// <summary>One subscription's part. Safe to use from many threads.</summary>
    internal sealed class Member(SendShare share, int weight, Action wake) : IDisposable
    {
        /// <summary>What its attempts are worth.</summary>
        public int Weight => weight;

        internal Action Wake => wake;

        internal double Pass { get; set; }

        internal int Held { get; set; }

        internal bool IsWaiting { get; set; }

        /// <summary>Takes a slot; false: none at the moment, and <c>wake</c> is called when it may be worth asking again.</summary>
        public bool TryEnter() => share.TryEnter(this);

        /// <summary>Takes back the wish for a slot.</summary>
        public void Withdraw() => share.Withdraw(this);

        /// <summary>Gives a slot back.</summary>
        public void Leave() => share.Leave(this);

        /// <inheritdoc/>
        public void Dispose() => share.Remove(this);
    }
}
