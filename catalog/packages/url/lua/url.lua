-- SPDX-License-Identifier: Apache-2.0
--
-- Addresses (URIs, RFC 3986).

local byte, char, find, format, gsub, lower, match, sub =
  string.byte, string.char, string.find, string.format, string.gsub, string.lower, string.match, string.sub
local concat = table.concat

local url = {}

-- Percent-encoding (section 2) --------------------------------------------------------------------

-- The text with every byte percent-encoded but letters, digits and - . _ ~ (and those of a further set of characters,
-- given as in a pattern's brackets, such as "/:").
function url.escape(text, further)
  return (gsub(text, "[^%w%-%._~" .. (further or "") .. "]", function(character)
    return format("%%%02X", byte(character))
  end))
end

-- The text with every %XX made the byte that it stands for. Raises an error where a % stands for nothing.
function url.unescape(text)
  local at = find(gsub(text, "%%%x%x", "   "), "%", 1, true)
  if at then
    error("url.unescape: % at position " .. at .. " needs two hexadecimal digits after it", 2)
  end
  return (gsub(text, "%%(%x%x)", function(digits)
    return char(tonumber(digits, 16))
  end))
end

-- Parsing (section 3) -----------------------------------------------------------------------------

local function authority_of(text, parts)
  local userinfo, rest = match(text, "^(.*)@([^@]*)$")
  parts.userinfo = userinfo
  text = rest or text
  local host, port = match(text, "^(%[[%x:.]+%]):?(.*)$")
  if not host then
    host, port = match(text, "^([^:]*):?(.*)$")
    if find(host, "[%[%]]") then
      return "'" .. host .. "' is no host"
    end
  elseif port ~= "" and sub(text, #host + 1, #host + 1) ~= ":" then
    return "'" .. text .. "' is no host"
  end
  parts.host = lower(host)
  if port ~= "" then
    if not find(port, "^%d+$") or #port > 5 or tonumber(port) > 65535 then
      return "'" .. port .. "' is no port"
    end
    parts.port = tonumber(port)
  end
  return nil
end

-- The parts of an address or reference: scheme and host in lower case, port a number; userinfo, path, query and
-- fragment as they are written. What is not there is nil, the path "". Returns nil and the problem where it is none.
function url.parse(text)
  local illegal = find(text, "[^%w%-%._~:/%?#%[%]@!%$&'%(%)%*%+,;=%%]")
  if illegal then
    return nil, format("byte %d at position %d must be percent-encoded", byte(text, illegal), illegal)
  elseif find(gsub(text, "%%%x%x", ""), "%", 1, true) then
    return nil, "a % needs two hexadecimal digits after it"
  end
  local parts = {}
  local rest = text
  local before, fragment = match(rest, "^([^#]*)#(.*)$")
  if before then
    rest, parts.fragment = before, fragment
    if find(fragment, "#", 1, true) then
      return nil, "there is a second #"
    end
  end
  local path, query = match(rest, "^([^?]*)%?(.*)$")
  if path then
    rest, parts.query = path, query
  end
  local scheme, after = match(rest, "^(%a[%w%+%-%.]*):(.*)$")
  if scheme then
    rest, parts.scheme = after, lower(scheme)
  end
  local authority, tail = match(rest, "^//([^/]*)(.*)$")
  if authority then
    rest = tail
    local problem = authority_of(authority, parts)
    if problem then
      return nil, problem
    end
  end
  parts.path = rest
  if find(rest, "[%[%]]") then
    return nil, "a bracket in the path must be percent-encoded"
  elseif not scheme and not authority and find(rest, "^[^/]*:") then
    return nil, "the part before the first : is no scheme"
  end
  return parts
end

-- The address of parts.
function url.format(parts)
  local pieces = {}
  if parts.scheme then
    pieces[1] = parts.scheme .. ":"
  end
  if parts.host then
    pieces[#pieces + 1] = "//"
    if parts.userinfo then
      pieces[#pieces + 1] = parts.userinfo .. "@"
    end
    pieces[#pieces + 1] = parts.host
    if parts.port then
      pieces[#pieces + 1] = format(":%d", parts.port)
    end
  end
  pieces[#pieces + 1] = parts.path or ""
  if parts.query then
    pieces[#pieces + 1] = "?" .. parts.query
  end
  if parts.fragment then
    pieces[#pieces + 1] = "#" .. parts.fragment
  end
  return concat(pieces)
end

-- Resolution (section 5) --------------------------------------------------------------------------

-- The path without its segments . and .. (section 5.2.4).
function url.normalize_path(path)
  local absolute = sub(path, 1, 1) == "/"
  local text = absolute and sub(path, 2) or path
  local segments, at, last = {}, 1, nil
  while true do
    local stop = find(text, "/", at, true)
    local segment = sub(text, at, stop and stop - 1)
    last = segment
    if segment == ".." then
      segments[#segments] = nil
    elseif segment ~= "." then
      segments[#segments + 1] = segment
    end
    if not stop then
      break
    end
    at = stop + 1
  end
  if last == "." or last == ".." then
    segments[#segments + 1] = ""
  end
  return (absolute and "/" or "") .. concat(segments, "/")
end

local function merged(base, path)
  if base.host and base.path == "" then
    return "/" .. path
  end
  return (match(base.path, "^(.*/)") or "") .. path
end

-- The address that a reference stands for where the base is (an absolute address). Returns nil and the problem where
-- one of them is none.
function url.resolve(base, reference)
  local from, problem = url.parse(base)
  if not from then
    return nil, base .. ": " .. problem
  elseif not from.scheme then
    return nil, base .. " is no absolute address"
  end
  local to
  to, problem = url.parse(reference)
  if not to then
    return nil, reference .. ": " .. problem
  end
  local target = { fragment = to.fragment }
  if to.scheme then
    target.scheme, target.userinfo, target.host, target.port = to.scheme, to.userinfo, to.host, to.port
    target.path, target.query = url.normalize_path(to.path), to.query
    return url.format(target)
  end
  target.scheme = from.scheme
  if to.host then
    target.userinfo, target.host, target.port = to.userinfo, to.host, to.port
    target.path, target.query = url.normalize_path(to.path), to.query
    return url.format(target)
  end
  target.userinfo, target.host, target.port = from.userinfo, from.host, from.port
  if to.path == "" then
    target.path, target.query = from.path, to.query or from.query
  else
    target.query = to.query
    target.path = url.normalize_path(sub(to.path, 1, 1) == "/" and to.path or merged(from, to.path))
  end
  return url.format(target)
end

-- Query strings as forms have them ----------------------------------------------------------------

local function form_decoded(text)
  return url.unescape((gsub(text, "+", " ")))
end

-- The entries of a query string: an array of { name, value } in their order, and a table of the last value by name.
function url.parse_query(query)
  local list, by_name = {}, {}
  for entry in string.gmatch(query, "[^&]+") do
    local name, value = match(entry, "^([^=]*)=?(.*)$")
    name, value = form_decoded(name), form_decoded(value)
    list[#list + 1] = { name, value }
    by_name[name] = value
  end
  return list, by_name
end

local function form_encoded(value)
  return (gsub(url.escape(tostring(value), " "), " ", "+"))
end

-- The query string of an array of { name, value }, or of a table by name (then in the order of the names).
function url.format_query(entries)
  local list = entries
  if entries[1] == nil then
    list = {}
    for name, value in pairs(entries) do
      list[#list + 1] = { name, value }
    end
    table.sort(list, function(a, b)
      return a[1] < b[1]
    end)
  end
  local pieces = {}
  for i = 1, #list do
    pieces[i] = form_encoded(list[i][1]) .. "=" .. form_encoded(list[i][2])
  end
  return concat(pieces, "&")
end

return url
