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

/** Commands as bytes. A verb's number never gets another meaning. */
final class CommandCodec {
  private static final int ARM = 1;
  private static final int MARK_DEAD = 2;
  private static final int OBEY = 3;
  private static final int START = 4;
  private static final int PROMOTE = 5;
  private static final int KILL = 6;
  private static final int ADD_VIP = 7;
  private static final int DROP_VIP = 8;
  private static final int PAUSE = 9;

  private CommandCodec() {}

  static void put(DataOutputStream out, long request, GuardCommand command) throws IOException {
    out.writeByte(verb(command));
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

  static ToGuard read(int verb, DataInputStream in) throws IOException {
    long request = in.readLong();
    return switch (verb) {
      case ARM -> new ToGuard.Ask(request, new GuardCommand.Arm(armed(in)));
      case MARK_DEAD -> new ToGuard.Ask(request, new GuardCommand.MarkDead(Fields.token(in)));
      case OBEY -> new ToGuard.Ask(request, new GuardCommand.Obey(Fields.revision(in)));
      case START -> new ToGuard.Ask(request, new GuardCommand.Start(launch(in)));
      case PROMOTE -> new ToGuard.Ask(request, new GuardCommand.Promote(Fields.token(in)));
      case KILL ->
          new ToGuard.Ask(
              request, new GuardCommand.Kill(in.readBoolean() ? Manner.ORDERLY : Manner.AT_ONCE));
      case ADD_VIP ->
          new ToGuard.Ask(
              request, new GuardCommand.AddVip(Fields.token(in), Duration.ofMillis(in.readLong())));
      case DROP_VIP -> new ToGuard.Ask(request, new GuardCommand.DropVip());
      case PAUSE -> new ToGuard.Ask(request, new GuardCommand.Pause(in.readBoolean()));
      default -> new ToGuard.Unknown(request, verb);
    };
  }

  static void putArmed(DataOutputStream out, Armed armed) throws IOException {
    Fields.putToken(out, armed.token());
    out.writeLong(armed.deadline().nanos());
  }

  static Armed armed(DataInputStream in) throws IOException {
    return new Armed(Fields.token(in), new MonotonicTime(in.readLong()));
  }

  private static int verb(GuardCommand command) {
    return switch (command) {
      case GuardCommand.Arm it -> ARM;
      case GuardCommand.MarkDead it -> MARK_DEAD;
      case GuardCommand.Obey it -> OBEY;
      case GuardCommand.Start it -> START;
      case GuardCommand.Promote it -> PROMOTE;
      case GuardCommand.Kill it -> KILL;
      case GuardCommand.AddVip it -> ADD_VIP;
      case GuardCommand.DropVip it -> DROP_VIP;
      case GuardCommand.Pause it -> PAUSE;
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
