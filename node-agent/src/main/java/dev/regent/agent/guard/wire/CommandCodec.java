package dev.regent.agent.guard.wire;

import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Commands as bytes. */
final class CommandCodec {
  private CommandCodec() {}

  static void put(DataOutputStream out, long request, GuardCommand command) throws IOException {
    out.writeByte(verb(command).number());
    out.writeLong(request);
    switch (command) {
      case GuardCommand.Arm(Armed armed) -> putArmed(out, armed);
      case GuardCommand.MarkDead(Token token) -> Fields.putToken(out, token);
      case GuardCommand.Obey(Revision revision) -> Fields.putRevision(out, revision);
      case GuardCommand.Start(Launch launch) -> putLaunch(out, launch);
      case GuardCommand.Promote(Token token) -> Fields.putToken(out, token);
      case GuardCommand.Kill(Manner manner) -> out.writeBoolean(manner == Manner.ORDERLY);
      case GuardCommand.AddVip(Token token, Duration lifetime) -> {
        Fields.putToken(out, token);
        out.writeLong(lifetime.toMillis());
      }
      case GuardCommand.DropVip() -> {}
      case GuardCommand.Pause(boolean paused) -> out.writeBoolean(paused);
    }
  }

  static ToGuard read(int number, DataInputStream in) throws IOException {
    long request = in.readLong();
    Optional<Verb> verb = Verb.of(number);
    Optional<GuardCommand> command = verb.isPresent() ? command(verb.get(), in) : Optional.empty();
    return command
        .<ToGuard>map(it -> new ToGuard.Ask(request, it))
        .orElse(new ToGuard.Unknown(request, number));
  }

  private static Optional<GuardCommand> command(Verb verb, DataInputStream in) throws IOException {
    return switch (verb) {
      case ARM -> Optional.of(new GuardCommand.Arm(armed(in)));
      case MARK_DEAD -> Optional.of(new GuardCommand.MarkDead(Fields.token(in)));
      case OBEY -> Optional.of(new GuardCommand.Obey(Fields.revision(in)));
      case START -> Optional.of(new GuardCommand.Start(launch(in)));
      case PROMOTE -> Optional.of(new GuardCommand.Promote(Fields.token(in)));
      case KILL -> Optional.of(new GuardCommand.Kill(manner(in)));
      case ADD_VIP ->
          Optional.of(new GuardCommand.AddVip(Fields.token(in), Duration.ofMillis(in.readLong())));
      case DROP_VIP -> Optional.of(new GuardCommand.DropVip());
      case PAUSE -> Optional.of(new GuardCommand.Pause(in.readBoolean()));
      case HELLO, WELCOME, ANSWERED, POSTGRES_GONE -> Optional.empty();
    };
  }

  private static Manner manner(DataInputStream in) throws IOException {
    return in.readBoolean() ? Manner.ORDERLY : Manner.AT_ONCE;
  }

  static void putArmed(DataOutputStream out, Armed armed) throws IOException {
    Fields.putToken(out, armed.token());
    out.writeLong(armed.deadline().nanos());
  }

  static Armed armed(DataInputStream in) throws IOException {
    return new Armed(Fields.token(in), new MonotonicTime(in.readLong()));
  }

  private static Verb verb(GuardCommand command) {
    return switch (command) {
      case GuardCommand.Arm it -> Verb.ARM;
      case GuardCommand.MarkDead it -> Verb.MARK_DEAD;
      case GuardCommand.Obey it -> Verb.OBEY;
      case GuardCommand.Start it -> Verb.START;
      case GuardCommand.Promote it -> Verb.PROMOTE;
      case GuardCommand.Kill it -> Verb.KILL;
      case GuardCommand.AddVip it -> Verb.ADD_VIP;
      case GuardCommand.DropVip it -> Verb.DROP_VIP;
      case GuardCommand.Pause it -> Verb.PAUSE;
    };
  }

  private static void putLaunch(DataOutputStream out, Launch launch) throws IOException {
    Fields.putTexts(out, launch.command());
    Fields.putTexts(out, launch.environment());
    Fields.putText(out, launch.dataDirectory());
    Fields.putText(out, launch.logFile());
  }

  private static Launch launch(DataInputStream in) throws IOException {
    return new Launch(Fields.texts(in), Fields.texts(in), Fields.text(in), Fields.text(in));
  }
}
