using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client.Exceptions;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>Says in one sentence what went wrong with a broker, without passwords. Safe to use from many threads.</summary>
internal static class RabbitMqFaults
{
    private const int MostCharacters = 200;

    /// <summary>Explains it.</summary>
    public static string Explain(Exception fault, RabbitMqSettings settings)
    {
        foreach (var cause in Causes(fault))
        {
            switch (cause)
            {
                case AuthenticationFailureException or PossibleAuthenticationFailureException:
                    return $"the broker refused the user '{settings.User}' or its password";
                case OperationInterruptedException { ShutdownReason: { } reason }:
                    return reason.ReplyCode switch
                    {
                        404 => $"the exchange '{settings.Options.Exchange}' does not exist; make it, or set DeclareExchange",
                        406 => $"the exchange '{settings.Options.Exchange}' is there with other properties than a durable topic exchange's",
                        403 => $"the user '{settings.User}' may not write to the exchange '{settings.Options.Exchange}'",
                        530 => $"the user '{settings.User}' may not use the virtual host, or there is none of that name",
                        _ => $"the broker closed the connection: {reason.ReplyCode} {Shorten(reason.ReplyText)}",
                    };
                case AuthenticationException:
                    return $"no TLS connection to {settings.Places}: {Shorten(cause.Message)}";
                case SocketException socket:
                    return $"no connection to {settings.Places}: {socket.SocketErrorCode}";
                default:
                    break;
            }
        }

        return fault is BrokerUnreachableException or IOException or TimeoutException or OperationCanceledException ? $"no connection to {settings.Places}" : $"the attempt failed: {fault.GetType().Name}";
    }

    /// <summary>The beginning of a text that somebody else wrote.</summary>
    public static string Shorten(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters];

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        yield return fault;
        IEnumerable<Exception> inner = fault is AggregateException many ? many.InnerExceptions : fault.InnerException is { } one ? [one] : [];
        foreach (var cause in inner.SelectMany(Causes))
        {
            yield return cause;
        }
    }
}
