/** Style sheets, scripts and the icon: read once, under addresses that change with what they hold. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Router } from 'express';
import { govukFolder, publicFolder } from './packaged-folders.js';

export interface Assets {
  /** Addresses, as templates use them. */
  readonly urls: Readonly<Record<AssetName, string>>;
  mount(router: Router): void;
}

type AssetName = 'govukCss' | 'govukJs' | 'portalCss' | 'portalJs' | 'exchangesJs' | 'scenariosJs' | 'icon';

interface Asset {
  readonly url: string;
  readonly contentType: string;
  readonly content: Buffer;
}

const oneYear = 'public, max-age=31536000, immutable';

export async function readAssets(): Promise<Assets> {
  const assets: Readonly<Record<AssetName, Asset>> = {
    govukCss: asset(
      'govuk/govuk-frontend.min.css',
      'text/css',
      withoutProtectedFont(await readFile(join(govukFolder, 'govuk', 'govuk-frontend.min.css'), 'utf8')),
    ),
    govukJs: asset(
      'govuk/govuk-frontend.min.js',
      'text/javascript',
      withoutSourceMap(await readFile(join(govukFolder, 'govuk', 'govuk-frontend.min.js'), 'utf8')),
    ),
    portalCss: asset('portal.css', 'text/css', await own('portal.css')),
    portalJs: asset('portal.js', 'text/javascript', await own('portal.js')),
    exchangesJs: asset('exchanges.js', 'text/javascript', await own('exchanges.js')),
    scenariosJs: asset('scenarios.js', 'text/javascript', await own('scenarios.js')),
    icon: asset('icon.svg', 'image/svg+xml', await own('icon.svg')),
  };
  return {
    urls: {
      govukCss: assets.govukCss.url,
      govukJs: assets.govukJs.url,
      portalCss: assets.portalCss.url,
      portalJs: assets.portalJs.url,
      exchangesJs: assets.exchangesJs.url,
      scenariosJs: assets.scenariosJs.url,
      icon: assets.icon.url,
    },
    mount(router) {
      for (const { url, contentType, content } of Object.values(assets)) {
        router.get(url, (_request, response) => {
          response.set({ 'Content-Type': contentType, 'Cache-Control': oneYear }).send(content);
        });
      }
    },
  };
}

function own(name: string): Promise<string> {
  return readFile(join(publicFolder, name), 'utf8');
}

function asset(name: string, type: string, text: string): Asset {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const contentType = type === 'image/svg+xml' ? type : `${type}; charset=utf-8`;
  return { url: `/assets/${digest}/${name}`, contentType, content: Buffer.from(text) };
}

/** GDS Transport and the crest are for services of the government alone. */
function withoutProtectedFont(css: string): string {
  const bare = css
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'Arial,Helvetica,sans-serif')
    .replace(/url\([^)]*govuk-crest[^)]*\)/g, 'none');
  return withoutSourceMap(bare);
}

function withoutSourceMap(text: string): string {
  return text.replace(/\n?\/[/*]# sourceMappingURL=.*$/m, '');
}
