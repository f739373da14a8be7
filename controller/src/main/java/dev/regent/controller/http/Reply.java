package dev.regent.controller.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes responses: JSON, never cached; an error is {@code {"error": ..., "message": ...}}. */
final class Reply {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  private Reply() {}

  /**
   * The body of every error.
   *
   * @param error a name that stays
   * @param message what was wrong, what was expected, what to do
   */
  record ErrorView(String error, String message) {}

  static HttpResponse json(int status, Object view) {
    return response(status)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, write(view)));
  }

  static HttpResponse text(ContentType type, String body) {
    return response(200)
        .withEntity(HttpEntities.create(type, body.getBytes(StandardCharsets.UTF_8)));
  }

  static HttpResponse error(int status, String error, String message) {
    return json(status, new ErrorView(error, message));
  }

  static HttpResponse accepted(String location, Object view) {
    return json(202, view).addHeader(RawHeader.create("Location", location));
  }

  static HttpResponse methodNotAllowed(String path, List<String> allowed) {
    return error(
            405,
            "method-not-allowed",
            "%s answers %s only".formatted(path, String.join(", ", allowed)))
        .addHeader(RawHeader.create("Allow", String.join(", ", allowed)));
  }

  private static HttpResponse response(int status) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .addHeader(CacheControl.create(CacheDirectives.NO_STORE));
  }

  private static byte[] write(Object view) {
    try {
      return MAPPER.writeValueAsBytes(view);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a view is always JSON: " + view, impossible);
    }
  }
}
