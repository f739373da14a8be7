package dev.regent.controller.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Takes fields out of a body and notes what is wrong with them, all of it, not only the first. */
final class BodyFields {
  /** Stands in for a node that is missing, so that the other fields are still looked at. */
  private static final NodeId NOBODY = new NodeId("nobody");

  private static final Pattern NODE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern BY = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  private final ObjectNode body;
  private final TreeSet<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  BodyFields(ObjectNode body) {
    this.body = body;
  }

  Optional<NodeId> optionalNode(String name) {
    return text(name, NODE, "a node's name as text").map(NodeId::new);
  }

  NodeId node(String name) {
    if (field(name).isEmpty()) {
      problems.add("field %s is missing: the node's name".formatted(name));
    }
    return optionalNode(name).orElse(NOBODY);
  }

  boolean flag(String name) {
    Optional<JsonNode> value = field(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      problems.add("field %s is to be true or false, got: %s".formatted(name, value.get()));
    }
    return value.map(JsonNode::booleanValue).orElse(false);
  }

  /** Who asks; in the ledger for good. */
  String by() {
    return text("by", BY, "1 to 100 characters that name a person").orElse("somebody over HTTP");
  }

  /** What is wrong, unknown fields included; to be asked when all fields were taken. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            all.add(
                "field %s is not known here; known: %s".formatted(name, String.join(", ", known)));
          }
        });
    return List.copyOf(all);
  }

  private Optional<String> text(String name, Pattern allowed, String expected) {
    Optional<JsonNode> value = field(name);
    Optional<String> text =
        value
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .filter(one -> allowed.matcher(one).matches());
    if (value.isPresent() && text.isEmpty()) {
      problems.add("field %s is to be %s, got: %s".formatted(name, expected, value.get()));
    }
    return text;
  }

  private Optional<JsonNode> field(String name) {
    known.add(name);
    return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
  }
}
