package dev.regent.simulation.search;

import dev.regent.protocol.Round;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;

/** Steps of a trace in few words: a whole state in each message would bury them. */
final class Words {
  private Words() {}

  static String of(Message message) {
    return switch (message) {
      case Message.Accept accept -> "Accept " + of(accept.entry());
      case Message.Promise promise ->
          "Promise term=%s having accepted %s"
              .formatted(
                  promise.term(),
                  promise.accepted().map(entry -> entry.revision().toString()).orElse("nothing"));
      case Message.Accepted accepted -> "Accepted " + accepted.revision();
      case Message.LeaseRequest request ->
          "LeaseRequest token=%s round=%s".formatted(request.token(), of(request.round()));
      case Message.LeaseAck ack ->
          "LeaseAck token=%s round=%s".formatted(ack.token(), of(ack.round()));
      case Message.Release release ->
          "Release token=%s round=%s".formatted(release.token(), of(release.round()));
      case Instruction instruction -> instruction.revision() + " " + instruction.desired();
      case Message other -> other.toString();
    };
  }

  /** A round is the holder's time of sending (V5). */
  private static String of(Round round) {
    return Duration.ofNanos(round.bootTimeNanos()).toString();
  }

  static String of(Entry entry) {
    return entry.revision() + " " + entry.event().getClass().getSimpleName();
  }
}
