package dev.regent.agent.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object that a node sent. A field that is null, missing or of another kind is empty: what
 * an older node does not say is not known.
 *
 * <p>Read with Jackson's parser alone; its data binding would double the start of the program.
 */
record Json(Map<String, Object> fields) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Empty when the text is not a JSON object. */
  static Optional<Json> parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          ? Optional.of(object(parser))
          : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static Json object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      value(parser).ifPresent(value -> fields.put(name, value));
    }
    return new Json(fields);
  }

  private static Optional<Object> value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Optional.of(object(parser));
      case START_ARRAY -> Optional.of(array(parser));
      case VALUE_NUMBER_INT -> Optional.of(parser.getLongValue());
      case VALUE_TRUE, VALUE_FALSE -> Optional.of(parser.getBooleanValue());
      case VALUE_NULL -> Optional.empty();
      case VALUE_STRING, VALUE_NUMBER_FLOAT, VALUE_EMBEDDED_OBJECT -> Optional.of(parser.getText());
      case FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE -> Optional.empty();
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser).ifPresent(values::add);
    }
    return values;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).map(Object::toString);
  }

  /** The text, or a dash. */
  String shown(String name) {
    return text(name).orElse("-");
  }

  Optional<Long> number(String name) {
    return fields.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  boolean is(String name) {
    return fields.get(name) instanceof Boolean flag && flag;
  }

  Optional<Json> object(String name) {
    return fields.get(name) instanceof Json object ? Optional.of(object) : Optional.empty();
  }

  List<Json> objects(String name) {
    return list(name).stream().filter(Json.class::isInstance).map(Json.class::cast).toList();
  }

  List<String> texts(String name) {
    return list(name).stream().map(Object::toString).toList();
  }

  private List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }
}
