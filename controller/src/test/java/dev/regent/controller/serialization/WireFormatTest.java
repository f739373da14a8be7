package dev.regent.controller.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.journal.JournalEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link CborMapper} and {@link WireFormat} promise, over a specimen of every shape. */
class WireFormatTest {
  private static final ObjectMapper MAPPER = CborMapper.create();

  @Test
  void everyShapeReadsBackEqual() {
    specimens()
        .forEach(value ->
            assertThat(WireFormat.decode(WireFormat.encode(value), WireFormat.manifest(value)))
                .isEqualTo(value));
  }

  @Test
  void helpersOfARecordAreNeverWritten() {
    var alone = new SyncSet(SyncSet.ALONE.members(), 0);
    assertThat(MAPPER.valueToTree(alone).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("members", "confirmations");
  }

  @Test
  void casesAreNamedByTheProtocolAndNotByClass() throws IOException {
    for (Object value : specimens().toList()) {
      String text = MAPPER.readTree(WireFormat.encode(value)).toString();
      assertThat(text).doesNotContain("dev.regent");
    }
  }

  @Test
  void aMissingOptionalIsEmptyAndAnythingElseMissingIsRefused() throws IOException {
    Replica replica = Replica.blank(new dev.regent.protocol.NodeId("a"));
    ObjectNode tree = (ObjectNode) MAPPER.readTree(WireFormat.encode(replica));
    tree.remove("accepted");
    assertThat(decode(tree, replica)).isEqualTo(replica);
    tree.remove("promised");
    assertThatThrownBy(() -> decode(tree, replica))
        .isInstanceOf(WireFormat.Unreadable.class)
        .hasMessageContaining("promised");
  }

  @Test
  void whatANewerNodeAddsIsIgnored() throws IOException {
    var created = new JournalEvent.Created(new Incarnation(7));
    ObjectNode tree = (ObjectNode) MAPPER.readTree(WireFormat.encode(created));
    tree.put("colour", "green");
    assertThat(decode(tree, created)).isEqualTo(created);
  }

  @Test
  void aNewerVersionIsRefusedAndSaysSo() {
    byte[] bytes = WireFormat.encode(new JournalEvent.Admitted());
    assertThatThrownBy(() -> WireFormat.decode(bytes, "journal-event/2"))
        .isInstanceOf(WireFormat.Unreadable.class)
        .hasMessageContaining("newer Regent");
  }

  @Test
  void damagedBytesAreRefusedAndSayWhatTheyWere() {
    byte[] bytes = WireFormat.encode(new JournalEvent.Created(new Incarnation(7)));
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);
    assertThatThrownBy(() -> WireFormat.decode(cut, "journal-event/1"))
        .isInstanceOf(WireFormat.Unreadable.class)
        .hasMessageContaining("journal-event/1");
  }

  @Test
  void nothingElseIsTurnedIntoBytes() {
    assertThatThrownBy(() -> WireFormat.encode("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Object decode(JsonNode tree, Object like) throws IOException {
    return WireFormat.decode(MAPPER.writeValueAsBytes(tree), WireFormat.manifest(like));
  }

  private static Stream<Object> specimens() {
    return Arrays.stream(Shape.values()).flatMap(shape -> Specimens.of(shape.type()).stream());
  }
}
