package dev.regent.agent.postgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the postmaster takes new sessions: a held one answers also while the postmaster hangs,
 * and then every client that comes is lost.
 *
 * <p>Asks each second, as {@code libpq} does first, whether the server speaks TLS (SSLRequest, in
 * "Message Formats" of PostgreSQL's manual): the postmaster has to accept and fork for the answer,
 * whatever its state and however many sessions there are, and nothing is logged. Through the unix
 * socket where there is one, so that a storm of clients is not taken for a hang.
 *
 * <p>Never blocks: one thread asks, and is judged by the next look.
 */
final class NewSessions {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};

  private final Server server;
  private Optional<Question> asked = Optional.empty();
  private long askedAt;
  private boolean failed;

  NewSessions(Server server) {
    this.server = server;
    this.askedAt = server.waits().now() - PACE.toNanos();
  }

  /** With each look; gives whether none was taken when it was asked last. */
  boolean areRefused() {
    asked.filter(Question::isOver).ifPresent(this::judge);
    if (asked.isPresent() && server.waits().passed(askedAt, Sessions.ANSWER)) {
      judge(asked.get());
    }
    if (asked.isEmpty() && (failed || server.waits().passed(askedAt, PACE))) {
      askedAt = server.waits().now();
      asked = Optional.of(Question.to(address()));
    }
    return failed;
  }

  private void judge(Question question) {
    failed = !question.isAnswered();
    question.close();
    asked = Optional.empty();
  }

  /** What was seen of another postmaster says nothing of this one. */
  void forget() {
    asked.ifPresent(Question::close);
    asked = Optional.empty();
    failed = false;
  }

  private SocketAddress address() {
    int port = server.settings().endpoint().port();
    Path socket = server.layout().run().resolve(".s.PGSQL." + port);
    return Files.exists(socket)
        ? UnixDomainSocketAddress.of(socket)
        : new InetSocketAddress(server.sessions().own().host(), port);
  }

  /** One question; true once it is answered, false once it is known that it will not be. */
  private record Question(Optional<SocketChannel> channel, CompletableFuture<Boolean> answer) {
    static Question to(SocketAddress address) {
      try {
        SocketChannel channel =
            address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofVirtual()
            .name("new-session")
            .start(() -> answer.complete(isAnswered(channel, address)));
        return new Question(Optional.of(channel), answer);
      } catch (IOException noSocket) {
        return new Question(Optional.empty(), CompletableFuture.completedFuture(false));
      }
    }

    // Closed at once: whoever serves it waits for more words, and a stop waits for that one.
    private static boolean isAnswered(SocketChannel channel, SocketAddress address) {
      try (channel) {
        channel.connect(address);
        channel.write(ByteBuffer.wrap(SSL_REQUEST));
        return channel.read(ByteBuffer.allocate(1)) == 1;
      } catch (IOException refusedOrGivenUp) {
        return false;
      }
    }

    boolean isOver() {
      return answer.isDone();
    }

    boolean isAnswered() {
      return answer.getNow(false);
    }

    void close() {
      channel.ifPresent(open -> {
        try {
          open.close();
        } catch (IOException nothingToLose) {
          // It was a question only.
        }
      });
    }
  }
}
