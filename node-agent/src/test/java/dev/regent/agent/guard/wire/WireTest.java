package dev.regent.agent.guard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Frames between daemon and guard (H3). */
class WireTest {
  private static final Token TOKEN = new Token(new Revision(new Term(3), 9));
  private static final Armed ARMED = new Armed(TOKEN, new MonotonicTime(77));

  @Test
  void carriesEveryCommand() throws IOException {
    List<GuardCommand> commands =
        List.of(
            new GuardCommand.Arm(ARMED),
            new GuardCommand.MarkDead(TOKEN),
            new GuardCommand.Obey(TOKEN.revision()),
            new GuardCommand.Start(
                new Launch(List.of("postgres", "-D"), List.of("A=ä"), "/data", "/log")),
            new GuardCommand.Promote(TOKEN),
            new GuardCommand.Kill(Manner.ORDERLY),
            new GuardCommand.Kill(Manner.AT_ONCE),
            new GuardCommand.AddVip(TOKEN, Duration.ofMillis(1500)),
            new GuardCommand.DropVip(),
            new GuardCommand.Pause(true));
    for (GuardCommand command : commands) {
      assertThat(Wire.toGuard(body(Wire.ask(42, command)))).isEqualTo(new ToGuard.Ask(42, command));
    }
  }

  @Test
  void carriesEveryWordOfTheGuard() throws IOException {
    Session session = new Session(new NodeId("a"), 5, -6);
    List<FromGuard> words =
        List.of(
            new FromGuard.Welcome(
                session,
                new FromGuard.Held(
                    Optional.of(ARMED),
                    List.of(TOKEN),
                    TOKEN.revision(),
                    true,
                    true,
                    Optional.of(12L))),
            new FromGuard.Welcome(
                session,
                new FromGuard.Held(
                    Optional.empty(), List.of(), Revision.NONE, false, false, Optional.empty())),
            new FromGuard.Answered(1, new Answer.Done()),
            new FromGuard.Answered(2, new Answer.Refused("no")),
            new FromGuard.PostgresGone());
    for (FromGuard word : words) {
      assertThat(Wire.fromGuard(body(Wire.frame(word)))).isEqualTo(word);
    }
  }

  @Test
  void readsNoMoreThanTheVersionOfAnotherVersionsWelcome() throws IOException {
    byte[] body = ByteBuffer.allocate(7).put((byte) 101).putInt(2).array();

    assertThat(Wire.fromGuard(body)).isEqualTo(new FromGuard.OtherVersion(2));
  }

  @Test
  void saysWhichVerbItDoesNotKnow() throws IOException {
    byte[] body = ByteBuffer.allocate(9).put((byte) 55).putLong(8).array();

    assertThat(Wire.toGuard(body)).isEqualTo(new ToGuard.Unknown(8, 55));
  }

  @Test
  void refusesWhatCannotBeAFrame() {
    assertThatThrownBy(() -> Wire.bodyLength(-1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wire.bodyLength(Integer.MAX_VALUE)).isInstanceOf(IOException.class);
    byte[] lying = ByteBuffer.allocate(13).put((byte) 4).putLong(8).putInt(1 << 30).array();
    assertThatThrownBy(() -> Wire.toGuard(lying)).isInstanceOf(IOException.class);
  }

  private static byte[] body(ByteBuffer frame) {
    byte[] body = new byte[frame.getInt()];
    frame.get(body);
    assertThat(frame.hasRemaining()).isFalse();
    return body;
  }
}
