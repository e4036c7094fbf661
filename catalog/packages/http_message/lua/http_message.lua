-- SPDX-License-Identifier: Apache-2.0
--
-- HTTP/1.1 messages as text (RFC 9110 and RFC 9112). Nothing is sent or received.
--
-- Reading is strict: what two readers could take for different messages (two lengths, folded headers, blanks before a
-- colon, bare line feeds) is refused.

local base64 = require("base64")
local strings = require("strings")

local find, format, lower, match, sub = string.find, string.format, string.lower, string.match, string.sub
local concat = table.concat

local http_message = {}

local TOKEN = "^[%w!#$%%&'*+%-.^_`|~]+$"
local NOT_IN_VALUE = "[^%C\t]" -- control characters but the tab

-- Headers are an array of { name, value } ---------------------------------------------------------

-- All values of a header, by its name in any case.
function http_message.values(message, name)
  local wanted, values = lower(name), {}
  for _, header in ipairs(message.headers) do
    if lower(header[1]) == wanted then
      values[#values + 1] = header[2]
    end
  end
  return values
end

-- The value of a header, several ones joined with commas; nil if there is none.
function http_message.value(message, name)
  local values = http_message.values(message, name)
  return #values > 0 and concat(values, ", ") or nil
end

-- Reading -----------------------------------------------------------------------------------------

local function refuse(problem)
  error({ refused = problem }, 0)
end

-- The line that starts at a position, and the position after it.
local function line_at(text, at)
  local stop = find(text, "\n", at, true)
  if not stop then
    refuse("it ends in the middle of a line")
  elseif sub(text, stop - 1, stop - 1) ~= "\r" or stop == at then
    refuse("a line ends with LF where CR LF is needed")
  end
  return sub(text, at, stop - 2), stop + 1
end

local function headers_at(text, at)
  local headers = {}
  while true do
    local line
    line, at = line_at(text, at)
    if line == "" then
      return headers, at
    elseif find(line, "^[ \t]") then
      refuse("a header goes over two lines")
    end
    local name, value = match(line, "^([^:]*):(.*)$")
    if not name or not find(name, TOKEN) then
      refuse("'" .. (name or line) .. "' is no name of a header")
    end
    value = strings.trim(value)
    if find(value, NOT_IN_VALUE) then
      refuse("header " .. name .. " has a control character")
    end
    headers[#headers + 1] = { name, value }
  end
end

-- The chunks that start at a position as one text, the trailer, and the position after them.
local function chunks_at(text, at)
  local pieces = {}
  while true do
    local line
    line, at = line_at(text, at)
    local digits = match(line, "^(%x+)[ \t]*$") or match(line, "^(%x+)[ \t]*;")
    if not digits or #digits > 8 then
      refuse("'" .. line .. "' is no size of a chunk")
    end
    local size = tonumber(digits, 16)
    if size == 0 then
      local trailer
      trailer, at = headers_at(text, at)
      return concat(pieces), trailer, at
    elseif at + size + 1 > #text then
      refuse("it ends in the middle of a chunk")
    elseif sub(text, at + size, at + size + 1) ~= "\r\n" then
      refuse("a chunk is longer than its size")
    end
    pieces[#pieces + 1] = sub(text, at, at + size - 1)
    at = at + size + 2
  end
end

local function content_length(message)
  local length
  for _, value in ipairs(http_message.values(message, "Content-Length")) do
    if not find(value, "^%d+$") or #value > 15 then
      refuse("'" .. value .. "' is no Content-Length")
    elseif length and length ~= tonumber(value) then
      refuse("there are two different Content-Lengths")
    end
    length = tonumber(value)
  end
  return length
end

-- Adds body (and trailer) and the rest after the message.
local function add_body(message, text, at, to_end)
  local coding = http_message.value(message, "Transfer-Encoding")
  local length = content_length(message)
  if coding then
    if length then
      refuse("it has both Content-Length and Transfer-Encoding")
    elseif lower(coding) ~= "chunked" then
      refuse("the Transfer-Encoding " .. coding .. " is not known")
    end
    message.body, message.trailer, at = chunks_at(text, at)
  elseif length then
    if at + length - 1 > #text then
      refuse(format("the body has %d of %d bytes", #text - at + 1, length))
    end
    message.body = sub(text, at, at + length - 1)
    at = at + length
  elseif to_end then
    message.body = sub(text, at)
    at = #text + 1
  else
    message.body = ""
  end
  message.rest = sub(text, at)
end

local function reading(what, read)
  return function(...)
    local completed, message = pcall(read, ...)
    if completed then
      return message
    elseif type(message) == "table" and message.refused then
      return nil, "no HTTP " .. what .. ": " .. message.refused
    end
    error(message, 0)
  end
end

-- The request that a text starts with: a table with method, target, version, headers (an array of { name, value }),
-- body, trailer (after chunks), and rest, the text after the request. Returns nil and the problem if it is none.
http_message.parse_request = reading("request", function(text)
  local line, at = line_at(text, 1)
  local method, target, version = match(line, "^(%S+) (%S+) HTTP/(1%.[01])$")
  if not method or not find(method, TOKEN) or find(target, "%c") then
    refuse("it does not start with a line like GET / HTTP/1.1")
  end
  local message = { method = method, target = target, version = version }
  message.headers, at = headers_at(text, at)
  local hosts = http_message.values(message, "Host")
  if #hosts > 1 or (version == "1.1" and #hosts == 0) then
    refuse(format("it has %d headers Host, and must have one", #hosts))
  end
  add_body(message, text, at, false)
  return message
end)

-- The response that a text starts with: a table with version, status (a number), reason, headers, body, trailer and
-- rest. The method of its request tells whether it has a body ("HEAD" has none; default "GET"). Without a length the
-- body is all the text. Returns nil and the problem if it is none.
http_message.parse_response = reading("response", function(text, method)
  local line, at = line_at(text, 1)
  local version, status, reason = match(line, "^HTTP/(1%.[01]) ([1-5]%d%d) ?(.*)$")
  if not version or find(reason, NOT_IN_VALUE) then
    refuse("it does not start with a line like HTTP/1.1 200 OK")
  end
  local message = { version = version, status = tonumber(status), reason = reason }
  message.headers, at = headers_at(text, at)
  if method == "HEAD" or message.status < 200 or message.status == 204 or message.status == 304 then
    message.body, message.rest = "", sub(text, at)
  else
    add_body(message, text, at, true)
  end
  return message
end)

-- Writing -----------------------------------------------------------------------------------------

local function formatted(first, message)
  local lines = { first }
  local body = message.body or ""
  for _, header in ipairs(message.headers or {}) do
    local name, value = header[1], tostring(header[2])
    if type(name) ~= "string" or not find(name, TOKEN) then
      error("http_message: '" .. tostring(name) .. "' is no name of a header", 3)
    elseif find(value, NOT_IN_VALUE) then
      error("http_message: header " .. name .. " has a control character", 3)
    elseif lower(name) == "content-length" or lower(name) == "transfer-encoding" then
      error("http_message: " .. name .. " is made from the body", 3)
    end
    lines[#lines + 1] = name .. ": " .. value
  end
  if body ~= "" or message.body then
    lines[#lines + 1] = format("Content-Length: %d", #body)
  end
  return concat(lines, "\r\n") .. "\r\n\r\n" .. body
end

-- The text of a request (method, target, headers, body); Content-Length is added where there is a body. Raises an
-- error where a part would break the message.
function http_message.format_request(message)
  if not find(message.method or "", TOKEN) then
    error("http_message: '" .. tostring(message.method) .. "' is no method", 2)
  elseif not find(message.target or "", "^[\33-\126]+$") then
    error("http_message: '" .. tostring(message.target) .. "' is no target; percent-encode it", 2)
  elseif #http_message.values({ headers = message.headers or {} }, "Host") ~= 1 then
    error("http_message: a request has one header Host", 2)
  end
  return formatted(message.method .. " " .. message.target .. " HTTP/1.1", message)
end

-- The text of a response (status, reason, headers, body).
function http_message.format_response(message)
  local status = tonumber(message.status)
  if not status or status % 1 ~= 0 or status < 100 or status > 599 then
    error("http_message: " .. tostring(message.status) .. " is no status", 2)
  elseif find(message.reason or "", NOT_IN_VALUE) then
    error("http_message: the reason has a control character", 2)
  end
  return formatted(format("HTTP/1.1 %d %s", status, message.reason or ""), message)
end

-- The body as chunks of at most that many bytes (default 65536), for Transfer-Encoding: chunked.
function http_message.chunked(body, size)
  size = size or 65536
  local pieces = {}
  for at = 1, #body, size do
    local piece = sub(body, at, at + size - 1)
    pieces[#pieces + 1] = format("%x\r\n", #piece) .. piece .. "\r\n"
  end
  return concat(pieces) .. "0\r\n\r\n"
end

-- Values of headers -------------------------------------------------------------------------------

-- The value of Authorization for a name and a password (RFC 7617).
function http_message.basic_authorization(name, password)
  if find(name, ":", 1, true) or find(name .. password, "%c") then
    error("http_message: a name has no colon, and neither name nor password a control character", 2)
  end
  return "Basic " .. base64.encode(name .. ":" .. password)
end

-- A media type such as 'text/csv; charset="utf-8"': its type in lower case, and its parameters by name in lower case;
-- nil if it is none.
function http_message.media_type(text)
  local kind, rest = match(text, "^%s*([%w!#$&%-^_.+]+/[%w!#$&%-^_.+]+)%s*(.*)$")
  if not kind then
    return nil
  end
  local parameters = {}
  while rest ~= "" do
    local name, tail = match(rest, "^;%s*([%w!#$%%&'*+%-.^_`|~]+)=(.*)$")
    if not name then
      return nil
    end
    local value
    if sub(tail, 1, 1) == '"' then
      local pieces, at = {}, 2
      while true do
        local stop = find(tail, '["\\]', at)
        if not stop then
          return nil
        end
        pieces[#pieces + 1] = sub(tail, at, stop - 1)
        if sub(tail, stop, stop) == '"' then
          rest = sub(tail, stop + 1)
          break
        end
        pieces[#pieces + 1] = sub(tail, stop + 1, stop + 1)
        at = stop + 2
      end
      value = concat(pieces)
    else
      value, rest = match(tail, "^([^%s;]+)(.*)$")
      if not value then
        return nil
      end
    end
    parameters[lower(name)] = value
    rest = strings.trim(rest)
  end
  return lower(kind), parameters
end

return http_message
