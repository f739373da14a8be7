package dev.regent.agent.guard.wire;

import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Frames: four bytes of length, one of verb, the rest by verb. Big endian.
 *
 * <p><b>Versions.</b> A daemon and a guard of one {@link #VERSION} understand each other. A new
 * verb does not raise it: an older guard refuses what it does not know. A changed meaning does, and
 * then the launcher replaces the guard once it is confirmed dead (H3).
 *
 * <p><b>Failure modes.</b> An {@link IOException} for a frame that cannot be one; its pipe is
 * closed.
 */
public final class Wire {
  public static final int VERSION = 1;

  /** Longest body: a start's command and environment fit well. */
  public static final int MAX_BODY_BYTES = 256 * 1024;

  public static final int HEADER_BYTES = Integer.BYTES;

  private Wire() {}

  /** A hello as a frame. */
  public static ByteBuffer hello(int version) {
    return frame(out -> {
      out.writeByte(Verb.HELLO.number());
      out.writeInt(version);
    });
  }

  /** A command as a frame. */
  public static ByteBuffer ask(long request, GuardCommand command) {
    return frame(out -> CommandCodec.put(out, request, command));
  }

  /** A word of the guard as a frame. */
  public static ByteBuffer frame(FromGuard word) {
    return switch (word) {
      case FromGuard.Welcome welcome -> frame(out -> putWelcome(out, welcome));
      case FromGuard.Answered answered -> frame(out -> putAnswer(out, answered));
      case FromGuard.OtherVersion(int version) ->
          throw new IllegalArgumentException("a guard speaks its own version, not " + version);
      case FromGuard.PostgresGone() -> frame(out -> out.writeByte(Verb.POSTGRES_GONE.number()));
    };
  }

  /** A daemon's word from a frame's body. */
  public static ToGuard toGuard(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    int verb = in.readUnsignedByte();
    return verb == Verb.HELLO.number()
        ? new ToGuard.Hello(in.readInt())
        : CommandCodec.read(verb, in);
  }

  /** A guard's word from a frame's body. */
  public static FromGuard fromGuard(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    int number = in.readUnsignedByte();
    Optional<Verb> verb = Verb.of(number);
    if (verb.isEmpty()) {
      throw new IOException("the guard said something unknown: verb " + number);
    }
    return switch (verb.get()) {
      case WELCOME -> welcome(in);
      case ANSWERED -> new FromGuard.Answered(in.readLong(), answer(in));
      case POSTGRES_GONE -> new FromGuard.PostgresGone();
      case HELLO, ARM, MARK_DEAD, OBEY, START, PROMOTE, KILL, ADD_VIP, DROP_VIP, PAUSE ->
          throw new IOException("a guard does not say " + verb.get());
    };
  }

  /** The length in a frame's header, checked. */
  public static int bodyLength(int header) throws IOException {
    if (header < 1 || header > MAX_BODY_BYTES) {
      throw new IOException("no frame is " + header + " bytes long");
    }
    return header;
  }

  private static void putWelcome(DataOutputStream out, FromGuard.Welcome welcome)
      throws IOException {
    out.writeByte(Verb.WELCOME.number());
    out.writeInt(VERSION);
    Fields.putText(out, welcome.session().node().name());
    out.writeLong(welcome.session().start());
    out.writeLong(welcome.session().random());
    FromGuard.Held held = welcome.held();
    out.writeBoolean(held.armed().isPresent());
    if (held.armed().isPresent()) {
      CommandCodec.putArmed(out, held.armed().get());
    }
    out.writeInt(held.dead().size());
    for (Token token : held.dead()) {
      Fields.putToken(out, token);
    }
    Fields.putRevision(out, held.obeyed());
    out.writeBoolean(held.paused());
    out.writeBoolean(held.fired());
    out.writeLong(held.postmaster().orElse(0L));
  }

  private static FromGuard welcome(DataInputStream in) throws IOException {
    int version = in.readInt();
    if (version != VERSION) {
      return new FromGuard.OtherVersion(version);
    }
    Session session = new Session(new NodeId(Fields.text(in)), in.readLong(), in.readLong());
    return new FromGuard.Welcome(
        session,
        new FromGuard.Held(
            in.readBoolean() ? Optional.of(CommandCodec.armed(in)) : Optional.empty(),
            tokens(in),
            Fields.revision(in),
            in.readBoolean(),
            in.readBoolean(),
            Optional.of(in.readLong()).filter(pid -> pid > 0)));
  }

  private static List<Token> tokens(DataInputStream in) throws IOException {
    List<Token> tokens = new ArrayList<>();
    for (int left = Fields.length(in); left > 0; left--) {
      tokens.add(Fields.token(in));
    }
    return tokens;
  }

  private static void putAnswer(DataOutputStream out, FromGuard.Answered answered)
      throws IOException {
    out.writeByte(Verb.ANSWERED.number());
    out.writeLong(answered.request());
    switch (answered.answer()) {
      case Answer.Done() -> out.writeBoolean(true);
      case Answer.Refused(String reason) -> {
        out.writeBoolean(false);
        Fields.putText(out, reason);
      }
    }
  }

  private static Answer answer(DataInputStream in) throws IOException {
    return in.readBoolean() ? new Answer.Done() : new Answer.Refused(Fields.text(in));
  }

  private static ByteBuffer frame(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      body.writeTo(out);
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
    return ByteBuffer.allocate(HEADER_BYTES + bytes.size())
        .putInt(bytes.size())
        .put(bytes.toByteArray())
        .flip();
  }

  /** Writes a frame's body. */
  private interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
