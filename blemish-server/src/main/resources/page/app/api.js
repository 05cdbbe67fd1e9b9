import { refusal } from './words.js';

const TOKEN = 'token';

/** The address of the server, without the user name and password that may be in the page's address. */
const BASE = new URL('..', import.meta.url);
BASE.username = '';
BASE.password = '';

/** Why a request failed, at the server or on the way there: a sentence for a person. */
export class Problem extends Error {
  constructor(status, detail, retryAfter, kind) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

let offlineSentence = () => 'The server cannot be reached.';
export const whenOffline = (sentence) => { offlineSentence = sentence; };

export const token = () => sessionStorage.getItem(TOKEN);
export const keepToken = (value) => (value ? sessionStorage.setItem(TOKEN, value) : sessionStorage.removeItem(TOKEN));

/** A path with its query. Empty parameters are left out. */
export function address(path, query = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

/** If the page has a token of its own, the browser must not send the password that it may know. */
function credentials(headers) {
  return token()
    ? { credentials: 'omit', headers: { ...headers, Authorization: `Bearer ${token()}` } }
    : { credentials: 'same-origin', headers };
}

async function problem(response) {
  const type = response.headers.get('Content-Type') ?? '';
  const body = type.includes('json') ? await response.json().catch(() => ({})) : {};
  const kind = body.type?.split(':').at(-1) ?? '';
  const problem = new Problem(response.status, refusal(kind, body.detail) ?? `HTTP ${response.status}`,
    Number(response.headers.get('Retry-After')) || null, kind);
  if (response.status === 401) {
    dispatchEvent(new CustomEvent('signin', { detail: problem }));
  }
  return problem;
}

/** Sends a request; throws a Problem if it fails. */
export async function request(path, { query, headers, ...options } = {}) {
  let response;
  try {
    response = await fetch(address(path, query), { ...options, ...credentials(headers) });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Problem(0, offlineSentence());
  }
  if (!response.ok) {
    throw await problem(response);
  }
  return response;
}

export const get = async (path, query, signal) => (await request(path, { query, signal })).json();

export async function send(method, path, body) {
  const response = await request(path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return response.status === 204 ? null : response.json();
}

/** The longest name of a picture that the server takes. */
const LONGEST_NAME = 200;

/** Sends a picture, and returns its verdict. Of a long name the end is sent, which tells most in a path. */
export async function predict(model, picture, name, signal) {
  const response = await request(`v1/models/${encodeURIComponent(model)}/predictions`, {
    method: 'POST',
    query: { name: name.slice(-LONGEST_NAME) },
    headers: { 'Content-Type': picture.type.startsWith('image/') ? picture.type : 'application/octet-stream' },
    body: picture,
    signal,
  });
  return response.json();
}

/** Adds a picture of a good part, or a zip with some, to a fit; returns what was found. */
export async function addToFit(fit, file, name, signal) {
  const zip = /\.zip$/i.test(name);
  const response = await request(`v1/fits/${fit}/pictures`, {
    method: 'POST',
    query: { name: name.slice(-LONGEST_NAME) },
    headers: { 'Content-Type': zip ? 'application/zip' : 'application/octet-stream' },
    body: file,
    signal,
  });
  return response.json();
}

/** Sets the picture of a fit's mask. */
export const setMask = (fit, picture, name) => request(`v1/fits/${fit}/mask`, { method: 'PUT', query: { name: name.slice(-LONGEST_NAME) },
  headers: { 'Content-Type': 'application/octet-stream' }, body: picture });

/** Uploads a model file. By XMLHttpRequest, because fetch does not report the progress of an upload. */
export function upload(model, file, activate, progress) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', address(`v1/models/${encodeURIComponent(model)}/versions`, { activate }));
    xhr.setRequestHeader('Content-Type', 'application/octet-stream');
    if (token()) {
      xhr.setRequestHeader('Authorization', `Bearer ${token()}`);
    }
    xhr.upload.onprogress = (event) => progress(event.loaded / event.total);
    xhr.onerror = () => reject(new Problem(0, offlineSentence()));
    xhr.onload = async () => {
      const type = xhr.getResponseHeader('Content-Type') ?? '';
      const response = new Response(xhr.response, { status: xhr.status, headers: { 'Content-Type': type } });
      if (response.ok) {
        resolve(await response.json());
      } else {
        reject(await problem(response));
      }
    };
    xhr.responseType = 'blob';
    xhr.send(file);
  });
}

/** Listens to the server-sent events of a path, until the signal aborts. Unlike EventSource it sends the token. */
export async function listen(path, query, signal) {
  return events(await request(path, { query, signal, headers: { Accept: 'text/event-stream' } }));
}

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (text + value).replace(/\r\n/g, '\n').split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      yield event(block);
    }
  }
}

function event(block) {
  const found = { kind: 'comment', data: null };
  const data = [];
  for (const line of block.split('\n')) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') {
      found.kind = value;
    } else if (field === 'data') {
      data.push(value);
    }
  }
  return data.length > 0 ? { ...found, data: JSON.parse(data.join('\n')) } : found;
}
