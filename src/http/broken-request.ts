import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { AppError, type ErrorCode } from '../base/errors.ts';

const KNOWN: Readonly<Record<string, { code: ErrorCode; text: string; status: string }>> = {
  HPE_HEADER_OVERFLOW: {
    code: 'headers_too_large',
    text: 'The request headers are too large (most 16 KiB)',
    status: '431 Request Header Fields Too Large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'request_timeout',
    text: 'The request did not arrive in time',
    status: '408 Request Timeout',
  },
};
const OTHER = {
  code: 'validation_failed',
  text: 'This is not a valid HTTP request',
  status: '400 Bad Request',
} as const;

/** Answers bytes that never became a request, then closes the connection. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = KNOWN[error.code ?? ''] ?? OTHER;
  const problem = new AppError(known.code, known.text);
  const body = JSON.stringify({
    error: problem.message,
    message: problem.message,
    code: problem.code,
    requestId: randomUUID(),
  });
  socket.end(
    `HTTP/1.1 ${known.status}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
