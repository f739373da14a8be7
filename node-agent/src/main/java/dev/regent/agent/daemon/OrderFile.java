package dev.regent.agent.daemon;

import dev.regent.agent.actor.LastOrder;
import dev.regent.controller.serialization.Shape;
import dev.regent.controller.serialization.WireFormat;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last Instruction in a file of the state directory, replaced whole and never forced to disk: a
 * session, and with it the Instruction, does not outlive the machine.
 *
 * <p><b>Failure modes.</b> What cannot be written or read, or was written by another release, is
 * logged and taken for none: the agent then waits for its leader.
 */
final class OrderFile implements LastOrder {
  private static final Logger LOG = LoggerFactory.getLogger(OrderFile.class);

  private final Path file;
  private final DatabaseName database;
  private final NodeId self;

  OrderFile(Path directory, DatabaseName database, NodeId self) {
    this.file = directory.resolve("agent.order");
    this.database = database;
    this.self = self;
  }

  @Override
  public Optional<Instruction> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Object kept = WireFormat.decode(Files.readAllBytes(file), Shape.ENVELOPE.manifest());
      return kept instanceof Envelope envelope && envelope.message() instanceof Instruction last
          ? Optional.of(last)
          : Optional.empty();
    } catch (IOException | WireFormat.Unreadable unreadable) {
      LOG.info("no last order taken over from {}: {}", file, unreadable.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void keep(Instruction instruction) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(
          draft,
          WireFormat.encode(new Envelope(database, Optional.empty(), self, self, instruction)));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      LOG.warn("the last order could not be kept in {}: {}", file, full.getMessage());
    }
  }
}
