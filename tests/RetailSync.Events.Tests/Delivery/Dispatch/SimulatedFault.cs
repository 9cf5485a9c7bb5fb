namespace RetailSync.Events.Tests.Delivery.Dispatch;

/// <summary>A known mistake, built into a simulation to see that it is caught.</summary>
public enum SimulatedFault
{
    None,

    /// <summary>Every event has a lane of its own.</summary>
    NoKeyLanes,

    /// <summary>The cursor is the highest event that was looked at.</summary>
    CursorForgetsPending,

    /// <summary>The cursor leaves out what is not in memory.</summary>
    CursorForgetsSpilled,

    /// <summary>Attempts are counted anew after a restart.</summary>
    CursorForgetsAttempts,

    /// <summary>The cursor never moves.</summary>
    CursorStandsStill,

    /// <summary>An event counts as delivered when it is sent.</summary>
    AcknowledgesBeforeTheAnswer,

    /// <summary>Dead letters are not kept.</summary>
    LosesDeadLetters,

    /// <summary>Placeholders are sent as if they were whole.</summary>
    SendsPlaceholders,

    /// <summary>Nobody looks at the timers.</summary>
    SleepsThroughTimers,
}
